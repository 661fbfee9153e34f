import { chains } from '../chain.js'

/** As applications keep tenants apart, check permissions, and delete softly. */
export const APP_TENANTS = chains({
  'a tenant, everywhere': (k) =>
    k('projects as p')
      .join('members as m', (j) => j.on('m.project_id', 'p.id').onVal('m.tenant_id', 7))
      .where('p.tenant_id', 7)
      .select('p.*', 'm.role'),
  'a tenant, by its schema': (k) =>
    k('orders as o').withSchema('tenant_7').join('items as i', 'i.order_id', 'o.id').where('o.id', 1),
  'a tenant, by a modifier': (k) => {
    const ofTenant = (q: typeof k, id: number): void => void q.where('tenant_id', id).whereNull('deleted_at')
    return k('users').modify(ofTenant, 7).where('role', 'admin')
  },
  'a tenant and what is shared': (k) =>
    k('templates').where((q) => q.where('tenant_id', 7).orWhereNull('tenant_id')),
  'not deleted': (k) => k('users').whereNull('users.deleted_at').where('users.id', 1).first(),
  'not deleted, joined': (k) =>
    k('posts')
      .leftJoin('users', (j) => j.on('users.id', 'posts.user_id').andOnNull('users.deleted_at'))
      .whereNull('posts.deleted_at'),
  'delete softly': (k) =>
    k('users').where({ id: 1 }).whereNull('deleted_at').update({ deleted_at: k.fn.now() }),
  'delete softly with its children': (k) =>
    k('comments')
      .whereIn('post_id', k('posts').select('id').where('user_id', 1))
      .update({ deleted_at: new Date(0) }),
  restore: (k) => k('users').where('id', 1).whereNotNull('deleted_at').update({ deleted_at: null }),
  purge: (k) => k('users').where('deleted_at', '<', new Date(0)).del(),
  'purge in portions': (k) =>
    k('logs')
      .whereIn('id', k('logs').select('id').where('at', '<', new Date(0)).limit(1000))
      .del(),
  'roles of a user': (k) =>
    k('roles as r')
      .join('user_roles as ur', 'ur.role_id', 'r.id')
      .where('ur.user_id', 1)
      .where((q) => q.whereNull('ur.expires_at').orWhere('ur.expires_at', '>', k.fn.now()))
      .pluck('r.name'),
  'permissions of a user': (k) =>
    k('permissions')
      .distinct('permissions.key')
      .innerJoin('role_permissions', 'role_permissions.permission_id', 'permissions.id')
      .innerJoin('user_roles', 'user_roles.role_id', 'role_permissions.role_id')
      .where('user_roles.user_id', 1)
      .orderBy('permissions.key'),
  'what a user may see': (k) =>
    k('docs as d').where((q) =>
      q
        .where('d.owner_id', 1)
        .orWhere('d.public', true)
        .orWhereExists((r) =>
          r.from('shares as s').whereColumn('s.doc_id', 'd.id').whereIn('s.group_id', [1, 2]),
        ),
    ),
  'what a user may see, by groups': (k) =>
    k('docs').whereIn('id', (q) =>
      q
        .from('shares')
        .select('doc_id')
        .whereIn('group_id', (r) => r.from('members').select('group_id').where('user_id', 1)),
    ),
  'a login': (k) =>
    k('users').whereRaw('lower(email) = lower(?)', ['A@b.c']).andWhere('active', true).first('id', 'hash'),
  'a session': (k) =>
    k('sessions as s')
      .join('users as u', 'u.id', 's.user_id')
      .where('s.token', 'abc')
      .where('s.expires_at', '>', new Date(0))
      .first('u.*', 's.id as session_id'),
  'failed logins of late': (k) =>
    k('attempts').where({ email: 'a@b.c', ok: false }).where('at', '>', new Date(0)).count('* as n').first(),
  'a token used once': (k) =>
    k('tokens')
      .where({ token: 'x', used_at: null })
      .where('expires_at', '>', new Date(0))
      .update({ used_at: new Date(1) }, ['user_id']),
  'expired sessions': (k) =>
    k('sessions').where('expires_at', '<', k.fn.now()).orWhereNull('user_id').delete(),
  'an audit entry': (k) =>
    k('audit').insert({ actor: 1, action: 'update', before: { a: 1 }, after: { a: 2 }, at: k.fn.now() }),
  'an audit entry of what changed': (k) =>
    k
      .with('changed', k('users').where('id', 1).update({ name: 'x' }).returning(['id', 'name']))
      .from('audit')
      .insert(k('changed').select('id', 'name')),
  'settings of a user over those of the tenant': (k) =>
    k('settings')
      .where((q) => q.where('user_id', 1).orWhere((r) => r.whereNull('user_id').where('tenant_id', 7)))
      .orderByRaw('user_id is null')
      .limit(1),
  'an invitation that is not one yet': (k) =>
    k('invites')
      .insert({ email: 'a@b.c', tenant_id: 7 })
      .onConflict(['email', 'tenant_id'])
      .ignore()
      .returning('id'),
  'a quota': (k) =>
    k('files')
      .where('tenant_id', 7)
      .whereNull('deleted_at')
      .sum({ bytes: 'size' })
      .count({ files: '*' })
      .first(),
})
