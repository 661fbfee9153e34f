import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseArguments } from '../../demo/service/arguments.js'

const DASHBOARDS = path.resolve(__dirname, '../../dashboards')

interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

interface PrometheusConfig {
  readonly rule_files: readonly string[]
  readonly alerting: { readonly alertmanagers: readonly StaticTargets[] }
  readonly scrape_configs: readonly (StaticTargets & { readonly job_name: string })[]
}

interface StaticTargets {
  readonly static_configs: readonly { readonly targets: readonly string[] }[]
}

interface Alertmanager {
  readonly route: Route & { readonly routes: readonly Route[] }
  readonly receivers: readonly { readonly name: string }[]
  readonly inhibit_rules: readonly {
    readonly source_matchers: readonly string[]
    readonly target_matchers: readonly string[]
    readonly equal: readonly string[]
  }[]
}

interface Route {
  readonly receiver: string
  readonly group_by?: readonly string[]
  readonly matchers?: readonly string[]
}

interface Dashboard {
  readonly uid: string
  readonly templating: { readonly list: readonly { name: string; type: string; query: unknown }[] }
}

function read(file: string): string {
  return readFileSync(path.join(DASHBOARDS, file), 'utf8')
}

function readYaml(file: string): unknown {
  return parse(read(file), { merge: true })
}

const { services, volumes } = readYaml('compose.yml') as Compose
const prometheus = readYaml('prometheus.yml') as PrometheusConfig
const alertmanager = readYaml('alertmanager.yml') as Alertmanager
const alertsText = read('prometheus/alerts.yml')

/** A mount of a service: from where on the host or which volume, to where in the container. */
function mountsOf({ volumes: mounts = [] }: Service): { from: string; to: string; mode: string }[] {
  return mounts.map((mount) => {
    const [from = '', to = '', mode = 'rw'] = mount.split(':')
    return { from, to, mode }
  })
}

/** The file on this machine that a service sees under this path. */
function onHost(service: Service, inside: string): string | undefined {
  const mount = mountsOf(service).find(({ to }) => inside === to || inside.startsWith(`${to}/`))
  return mount && path.join(DASHBOARDS, mount.from, path.relative(mount.to, inside))
}

function targets(configs: readonly StaticTargets[]): string[] {
  return configs.flatMap(({ static_configs }) => static_configs.flatMap((config) => config.targets))
}

/** `name:port` of what a service listens on, inside the network. */
function listens(name: string): string[] {
  return (services[name]?.ports ?? []).map((port) => `${name}:${port.split(':').at(-1)}`)
}

const shops = Object.entries(services).filter(([, { build }]) => build)
const entries = Object.entries(services)

describe.each(entries)('the service %s', (_, service) => {
  it('comes from an image of an exact version, or is built here from one', () => {
    const dockerfile =
      service.build && path.resolve(DASHBOARDS, service.build.context, service.build.dockerfile)
    const image = service.image ?? /^FROM (\S+)$/m.exec(readFileSync(dockerfile ?? '', 'utf8'))?.[1]
    expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/)
  })

  it('is seen on this machine only', () => {
    const { ports = [] } = service
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([])
  })

  it('mounts what exists, and what is of the checkout for reading only', () => {
    const isFile = (from: string) => from.startsWith('.')
    const mounts = mountsOf(service)
    const exists = (from: string) =>
      isFile(from) ? existsSync(path.join(DASHBOARDS, from)) : Object.hasOwn(volumes, from)
    expect(mounts.filter(({ from }) => !exists(from))).toEqual([])
    expect(mounts.filter(({ from, mode }) => isFile(from) && mode !== 'ro')).toEqual([])
  })

  it('says whether it is healthy, and waits only for services that do', () => {
    expect(service.healthcheck?.test[0]).toBe('CMD')
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect([condition, services[other]?.healthcheck]).toEqual(['service_healthy', expect.anything()])
    }
  })
})

it('publishes no port twice', () => {
  const published = entries.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]))
  expect(published).toEqual([...new Set(published)])
  expect(published.length).toBeGreaterThan(4)
})

describe('the shop', () => {
  it('runs twice, with arguments that the demo service takes', () => {
    expect(shops.map(([name]) => name)).toEqual(['shop-1', 'shop-2'])
    for (const [name, { command = [] }] of shops) {
      const asked = parseArguments(command)
      expect(asked).toMatchObject({ kind: 'run', host: '0.0.0.0' })
      if (asked.kind !== 'run') continue
      expect(listens(name)).toEqual([`${name}:${asked.port}`])
    }
  })

  it('has the database that PostgreSQL is told to make', () => {
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = services['postgres']?.environment ?? {}
    const url = `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`
    for (const [, { command = [] }] of shops) expect(command).toContain(url)
  })

  it('follows one rollout file, which the image brings along for the volume', () => {
    const dockerfile = read('demo.Dockerfile')
    for (const [, shop] of shops) {
      const file = shop.environment?.['KNEXODUS_FILE'] ?? ''
      const mount = mountsOf(shop).find(({ to }) => file.startsWith(`${to}/`))
      expect(mount?.from).toBe('rollout')
      expect(dockerfile).toContain(` > ${file} `)
      expect(read('compose.yml')).toContain(`exec -T shop-1 tee ${file}\n`)
    }
  })

  it('is built from what the image copies, and nothing that is ignored', () => {
    const copied = [...read('demo.Dockerfile').matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, from = '']) =>
      from.split(' '),
    )
    const allowed = [...read('demo.Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, from]) => from)
    expect([...copied].sort()).toEqual([...allowed].sort())
    for (const from of copied) expect(existsSync(path.resolve(DASHBOARDS, '..', from))).toBe(true)
  })
})

describe('Prometheus', () => {
  const service = services['prometheus'] ?? {}

  it('scrapes every instance of the shop, where it listens', () => {
    expect(targets(prometheus.scrape_configs)).toEqual(shops.flatMap(([name]) => listens(name)))
  })

  it('sends alerts to Alertmanager, where it listens', () => {
    expect(targets(prometheus.alerting.alertmanagers)).toEqual(listens('alertmanager'))
  })

  it('loads the rules that are shipped, here and in the container', () => {
    expect(onHost(service, '/etc/prometheus/prometheus.yml')).toBe(path.join(DASHBOARDS, 'prometheus.yml'))
    expect([...prometheus.rule_files].sort()).toEqual(['prometheus/alerts.yml', 'prometheus/recording.yml'])
    for (const file of prometheus.rule_files) {
      expect(existsSync(path.join(DASHBOARDS, file))).toBe(true)
      expect(onHost(service, path.join('/etc/prometheus', file))).toBe(path.join(DASHBOARDS, file))
    }
  })
})

describe('Alertmanager', () => {
  it('reads the file that is shipped', () => {
    const inside = '/etc/alertmanager/alertmanager.yml'
    expect(onHost(services['alertmanager'] ?? {}, inside)).toBe(path.join(DASHBOARDS, 'alertmanager.yml'))
  })

  it('has a route for every severity there is, to a receiver there is, one message for one rollout', () => {
    const { route, receivers } = alertmanager
    const severities = new Set([...alertsText.matchAll(/severity: (\w+)/g)].map(([, severity]) => severity))
    const routed = route.routes.map(
      ({ matchers }) => /^severity = "(\w+)"$/.exec(matchers?.join() ?? '')?.[1],
    )
    expect([...severities].sort()).toEqual([...routed].sort())
    const names = receivers.map(({ name }) => name)
    for (const { receiver } of [route, ...route.routes]) expect(names).toContain(receiver)
    expect(route.routes.map(({ receiver }) => receiver)).toEqual(['page', 'ticket'])
    expect(route.group_by).toEqual(['job', 'database'])
  })

  it('tells nobody until somebody says whom', () => {
    for (const receiver of alertmanager.receivers) expect(Object.keys(receiver)).toEqual(['name'])
  })

  it('is silent about what another alert explains; both are alerts that exist', () => {
    const named = (matchers: readonly string[]) =>
      matchers.flatMap((matcher) => /^alertname = "(\w+)"$/.exec(matcher)?.[1] ?? [])
    expect(alertmanager.inhibit_rules.map((rule) => named(rule.source_matchers))).toEqual([
      ['KnexodusTargetDown'],
      ['KnexodusRolloutConfigInvalid'],
    ])
    expect(named(alertmanager.inhibit_rules[1]?.target_matchers ?? [])).toEqual([
      'KnexodusRolloutConfigStale',
    ])
    for (const { source_matchers, target_matchers, equal } of alertmanager.inhibit_rules) {
      expect(equal).toContain('instance')
      for (const name of [...named(source_matchers), ...named(target_matchers)])
        expect(alertsText).toContain(`- alert: ${name}\n`)
    }
  })
})

describe('Grafana', () => {
  const service = services['grafana'] ?? {}
  const { datasources } = readYaml('provisioning/datasources/prometheus.yml') as {
    datasources: { uid: string; type: string; url: string; isDefault: boolean }[]
  }
  const { providers } = readYaml('provisioning/dashboards/knexodus.yml') as {
    providers: { type: string; options: { path: string } }[]
  }
  const files = ['knexodus-rollout.json', 'knexodus-shapes.json']

  it('asks Prometheus, where it listens', () => {
    expect(datasources.map(({ url }) => url)).toEqual(listens('prometheus').map((at) => `http://${at}`))
  })

  it.each(['datasources/prometheus.yml', 'dashboards/knexodus.yml'])('is provisioned with %s', (file) => {
    const shipped = path.join(DASHBOARDS, 'provisioning', file)
    expect(onHost(service, path.join('/etc/grafana/provisioning', file))).toBe(shipped)
  })

  it.each(files)('finds %s, whose data source is of the kind that is its default', (file) => {
    const folder = providers[0]?.options.path ?? ''
    expect(onHost(service, path.join(folder, file))).toBe(path.join(DASHBOARDS, file))
    const dashboard = JSON.parse(read(file)) as Dashboard
    expect(`${dashboard.uid}.json`).toBe(file)
    const variable = dashboard.templating.list.find(({ name }) => name === 'datasource')
    expect(variable?.type).toBe('datasource')
    expect(datasources.filter(({ isDefault }) => isDefault).map(({ type }) => type)).toEqual([
      variable?.query,
    ])
  })

  it('opens the rollout first, for whoever comes, and lets them look only', () => {
    const { environment = {} } = service
    const home = environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'] ?? ''
    expect(onHost(service, home)).toBe(path.join(DASHBOARDS, 'knexodus-rollout.json'))
    expect(environment['GF_AUTH_ANONYMOUS_ENABLED']).toBe('true')
    expect(environment['GF_AUTH_ANONYMOUS_ORG_ROLE']).toBe('Viewer')
  })
})
