import type { Knex } from 'knexodus'
import type { NewCustomer, Tier } from '../rows.js'

/** The customers. Every method returns the query; whoever awaits it runs it. */
export class CustomerRepository {
  constructor(private readonly db: Knex) {}

  findById(id: number) {
    return this.db('customers').where({ id }).first()
  }

  findByEmail(email: string) {
    return this.db('customers').select('id', 'name', 'tier').where('email', email).first()
  }

  emailsInCity(city: string) {
    return this.db('customers').where({ city }).orderBy('email').pluck('email')
  }

  search(text: string, tiers: Tier[], page: number) {
    return this.db('customers')
      .select('id', 'name', 'email', 'city', 'tier')
      .whereIn('tier', tiers)
      .where((either) => {
        either.where('name', 'like', `%${text}%`).orWhere('email', 'like', `${text}%`)
      })
      .orderBy('name')
      .orderBy('id')
      .limit(10)
      .offset(page * 10)
  }

  withoutPhone(tier: Tier) {
    return this.db('customers')
      .whereNull('phone')
      .andWhere({ tier })
      .orderBy('id')
      .limit(20)
      .select('id', 'name')
  }

  countPerCity(minimum: number) {
    return this.db('customers')
      .select('city')
      .count('* as customers')
      .groupBy('city')
      .having('city', '<>', '')
      .havingRaw('count(*) >= ?', [minimum])
      .orderBy('city')
  }

  whoBought(productId: number) {
    const buyers = this.db('orders')
      .join('order_lines', 'order_lines.order_id', 'orders.id')
      .where('order_lines.product_id', productId)
      .whereNot('orders.status', 'cancelled')
      .select('orders.customer_id')
    return this.db('customers').whereIn('id', buyers).orderBy('id').select('id', 'name', 'city')
  }

  bestByTurnover(sinceCents: number, limit: number) {
    const turnover = this.db('orders')
      .select('customer_id')
      .sum('total_cents as spent_cents')
      .whereIn('status', ['paid', 'shipped'])
      .groupBy('customer_id')
      .as('turnover')
    return this.db
      .from(turnover)
      .join('customers', 'customers.id', 'turnover.customer_id')
      .where('turnover.spent_cents', '>', sinceCents)
      .select('customers.id', 'customers.name', 'turnover.spent_cents as spent')
      .orderBy('turnover.spent_cents', 'desc')
      .orderBy('customers.id')
      .limit(limit)
  }

  create(customer: NewCustomer) {
    return this.db('customers').insert(customer).returning(['id', 'email'])
  }

  createMany(customers: NewCustomer[]) {
    return this.db('customers').insert(customers)
  }

  importFromPartner(customer: NewCustomer) {
    return this.db('customers').insert(customer).onConflict('email').merge(['name', 'city']).returning('id')
  }

  changeContact(id: number, phone: string | null, city: string) {
    return this.db('customers').where({ id }).update({ phone, city })
  }

  promote(id: number, tier: Tier) {
    return this.db('customers').where({ id }).whereNot({ tier }).update({ tier }, ['id', 'tier'])
  }

  addCredit(id: number, cents: number) {
    return this.db('customers').where('id', id).increment('credit_cents', cents)
  }

  useCredit(id: number, cents: number) {
    return this.db('customers')
      .where('id', id)
      .andWhere('credit_cents', '>=', cents)
      .update({ credit_cents: this.db.raw('credit_cents - ?', [cents]) })
  }
}
