/*
 * Proves dashboards and alerts against a real Prometheus that scrapes the library:
 *
 *   bin=$(.ci/get-prometheus /tmp/prometheus)
 *   PROMETHEUS_BIN=$bin/prometheus PROMTOOL_BIN=$bin/promtool npx tsx test/observe/prometheus-check.ts
 *
 * Prints one line per check, and exits with 1 if any failed.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { DASHBOARDS, expressions, readDashboard, substitute } from './dashboard.js'
import type { Dashboard } from './dashboard.js'
import type { ObservedLibrary } from './observed-library.js'
import { startPrometheus } from './prometheus-server.js'
import type { PrometheusServer } from './prometheus-server.js'
import { realLibrary } from './real-library.js'

const PROMETHEUS = process.env['PROMETHEUS_BIN'] ?? 'prometheus'
const PROMTOOL = process.env['PROMTOOL_BIN'] ?? 'promtool'
const RULES = path.join(DASHBOARDS, 'prometheus')
const JOB = 'knexodus-check'
const TRAFFIC_MS = 50
const PATIENCE_MS = 30_000
const POLL_MS = 500

/** What Grafana would put in place of its variables, for a scrape every second. */
const VARIABLES = { job: JOB, instance: '.*', __rate_interval: '4s', __range: '1m', __interval: '1s' }

interface Instance {
  readonly registry: Registry
  readonly address: string
  stop(): Promise<void>
}

interface Series {
  readonly metric: Readonly<Record<string, string>>
  readonly values: readonly (readonly [number, string])[]
}

/**
 * Runs every check on two instances of `library`, one exporting the text format and one OpenMetrics.
 *
 * @returns Whether all checks passed.
 */
export async function checkAgainstPrometheus(library: ObservedLibrary): Promise<boolean> {
  const report = new Report()
  const dashboards = readdirSync(DASHBOARDS)
    .filter((file) => file.endsWith('.json'))
    .map(readDashboard)
  const instances = [await startInstance(library, false), await startInstance(library, true)]
  try {
    await checkWithPromtool(report, instances)
    await checkLive(report, instances, dashboards)
  } finally {
    await Promise.all(instances.map((instance) => instance.stop()))
  }
  return report.finish()
}

async function checkWithPromtool(report: Report, [text]: readonly Instance[]): Promise<void> {
  const metrics = await text!.registry.metrics()
  await report.check('promtool check metrics', () => promtool(['check', 'metrics'], metrics))
  await report.check('promtool check rules', () =>
    promtool(['check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yml']),
  )
  await report.check('promtool test rules', () => promtool(['test', 'rules', 'alerts.test.yml']))
}

async function checkLive(report: Report, instances: readonly Instance[], dashboards: readonly Dashboard[]) {
  const targets = instances.map(({ address }) => address)
  const prometheus = await startPrometheus(PROMETHEUS, {
    job: JOB,
    targets,
    ruleFiles: [path.join(RULES, 'alerts.yml')],
  })
  try {
    await report.check('text and OpenMetrics are both scraped', () => scraped(prometheus, targets))
    for (const dashboard of dashboards) await checkDashboard(report, prometheus, dashboard)
    await report.check('alert rules are evaluated', () => rulesHealthy(prometheus))
    await report.check('a misspelt metric would be found out', () => misspeltIsFound(prometheus))
  } finally {
    await prometheus.stop()
  }
}

async function checkDashboard(
  report: Report,
  prometheus: PrometheusServer,
  dashboard: Dashboard,
): Promise<void> {
  for (const { name, definition } of dashboard.templating.list) {
    if (definition === undefined) continue
    await report.check(`${dashboard.uid}: variable ${name}`, () =>
      patiently(() => hasValues(prometheus, definition)),
    )
  }
  for (const { where, expr } of expressions(dashboard)) {
    const query = substitute(expr, VARIABLES)
    await report.check(`${dashboard.uid}: ${where}`, () =>
      patiently(() => hasFiniteSeries(prometheus, query)),
    )
  }
}

async function scraped(prometheus: PrometheusServer, targets: readonly string[]): Promise<void> {
  await patiently(async () => {
    const { activeTargets } = (await prometheus.api('targets')) as {
      activeTargets: { health: string; lastError: string; labels: { instance: string } }[]
    }
    for (const target of targets) {
      const found = activeTargets.find(({ labels }) => labels.instance === target)
      if (found?.health !== 'up') throw new Error(`${target} is ${found?.health}: ${found?.lastError}`)
    }
  })
}

/** Every series of the answer has a finite value, and there is one: a misspelt name answers success, with none. */
async function hasFiniteSeries(prometheus: PrometheusServer, query: string): Promise<void> {
  const end = Date.now() / 1000
  const range = { start: String(end - 10), end: String(end), step: '1' }
  const { result } = (await prometheus.api('query_range', { query, ...range })) as { result: Series[] }
  if (result.length === 0) throw new Error(`no series: ${query}`)
  for (const { metric, values } of result) {
    if (!values.some(([, value]) => Number.isFinite(Number(value)))) {
      throw new Error(`no finite value for ${JSON.stringify(metric)}: ${query}`)
    }
  }
}

/** Runs `label_values(selector, label)` as Grafana does. */
async function hasValues(prometheus: PrometheusServer, definition: string): Promise<void> {
  const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(definition) ?? []
  if (selector === undefined || label === undefined) throw new Error(`not understood: ${definition}`)
  const values = await prometheus.api(`label/${label}/values`, { 'match[]': substitute(selector, VARIABLES) })
  if ((values as string[]).length === 0) throw new Error(`no values: ${definition}`)
}

async function rulesHealthy(prometheus: PrometheusServer): Promise<void> {
  await patiently(async () => {
    const { groups } = (await prometheus.api('rules')) as {
      groups: { rules: { name: string; health: string; lastError?: string }[] }[]
    }
    const rules = groups.flatMap((group) => group.rules)
    if (rules.length === 0) throw new Error('no rules')
    for (const { name, health, lastError } of rules) {
      if (health !== 'ok') throw new Error(`${name} is ${health}: ${lastError}`)
    }
  })
}

async function misspeltIsFound(prometheus: PrometheusServer): Promise<void> {
  const outcome = await hasFiniteSeries(prometheus, 'rate(knexodus_query_builder_cals_total[4s])').catch(
    String,
  )
  if (!outcome?.includes('no series'))
    throw new Error(`expected to fail for want of series, got ${String(outcome)}`)
}

function promtool(args: readonly string[], input = ''): void {
  const { status, stdout, stderr, error } = spawnSync(PROMTOOL, args, { input, cwd: RULES, encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`exit code ${status}\n${stdout}${stderr}`)
}

/** Tries until it succeeds: the first scrapes need a moment. Gives up with the last error. */
async function patiently(attempt: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      await attempt()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await sleep(POLL_MS)
  }
}

async function startInstance(library: ObservedLibrary, openMetrics: boolean): Promise<Instance> {
  const registry = new Registry()
  if (openMetrics) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never)
  const { traffic } = library(registry)
  const timer = setInterval(() => void traffic(), TRAFFIC_MS)
  const server = await serve(registry)
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { registry, address: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

async function serve(registry: Registry): Promise<Server> {
  const server = createServer((_request, response) => {
    void registry.metrics().then((body) => response.setHeader('content-type', registry.contentType).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** Prints a line per check and remembers whether any failed. */
class Report {
  private passed = 0
  private failed = 0

  async check(title: string, run: () => void | Promise<void>): Promise<void> {
    try {
      await run()
      this.passed += 1
      console.log(`ok      ${title}`)
    } catch (error) {
      this.failed += 1
      console.log(`FAILED  ${title}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  finish(): boolean {
    console.log(`${this.passed} passed, ${this.failed} failed`)
    return this.failed === 0 && this.passed > 0
  }
}

if (require.main === module) {
  // An end from outside still runs the exit handlers, which stop Prometheus.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  checkAgainstPrometheus(realLibrary).then(
    (passed) => (process.exitCode = passed ? 0 : 1),
    (error: unknown) => {
      console.error(error)
      process.exitCode = 1
    },
  )
}
