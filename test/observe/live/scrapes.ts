import { expectFinite } from './panels.js'
import { patiently } from './patience.js'
import { nowSeconds, queryAt, queryRange } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'
import { checkMetrics } from './promtool.js'
import type { Run } from './run.js'

const UP_SECONDS = 30

interface Target {
  readonly health: string
  readonly lastError: string
  readonly labels: Readonly<Record<string, string>>
}

/** That both formats are served, and all that is served is scraped. */
export async function checkScrapes({ report, stage, signal }: Run): Promise<void> {
  const { prometheus, shop, faulty } = stage
  const [text, openMetrics] = await Promise.all(shop.targets.map(scrape))
  await checkMetrics(report, text!.body)
  await report.check('one instance answers in the text format, the other in OpenMetrics', () => {
    if (!text!.type.startsWith('text/plain')) throw new Error(text!.type)
    if (!openMetrics!.type.startsWith('application/openmetrics-text')) throw new Error(openMetrics!.type)
    if (!openMetrics!.body.endsWith('# EOF\n')) throw new Error(`ends in ${openMetrics!.body.slice(-80)}`)
  })
  const count = [shop, ...faulty.map(({ job }) => job)].flatMap(({ targets }) => targets).length
  await report.check(`all ${count} instances are scraped`, () =>
    patiently(UP_SECONDS, signal, async () => {
      const { activeTargets } = (await prometheus.api('targets')) as { activeTargets: Target[] }
      for (const { health, lastError, labels } of activeTargets) {
        if (health !== 'up')
          throw new Error(`${labels['instance']} of ${labels['job']}: ${health}, ${lastError}`)
      }
      if (activeTargets.length !== count) throw new Error(`${activeTargets.length} targets`)
    }),
  )
  await report.check('both formats give the same series', async () => {
    const query = `count by (instance) ({__name__=~"knexodus_.+", job="${shop.name}"})`
    const samples = await queryAt(prometheus, query, nowSeconds())
    const counts = samples.map(({ value }) => value[1])
    if (counts.length !== 2 || counts[0] !== counts[1]) throw new Error(counts.join(', ') || 'none')
    return `${counts[0]} of each instance`
  })
}

/** That every rule is evaluated, without an error. */
export async function checkRules({ report, stage, signal }: Run): Promise<void> {
  await report.check('all rules are evaluated', () =>
    patiently(UP_SECONDS, signal, async () => {
      const { groups } = (await stage.prometheus.api('rules')) as {
        groups: { rules: { name: string; health: string; lastError?: string }[] }[]
      }
      const rules = groups.flatMap((group) => group.rules)
      if (rules.length === 0) throw new Error('no rules')
      for (const { name, health, lastError } of rules) {
        if (health !== 'ok') throw new Error(`${name} is ${health}: ${lastError}`)
      }
      return `${rules.length} rules`
    }),
  )
}

/** That the shop was scraped all the time, with all that went on around it. */
export async function checkGaps({ report, stage }: Run, span: Span): Promise<void> {
  const { prometheus, shop } = stage
  await report.check('no scrape of the shop has failed', async () => {
    const series = await queryRange(prometheus, `up{job="${shop.name}"}`, span)
    expectFinite(series, 'up')
    const scrapes = series.flatMap(({ values }) => values)
    const failed = scrapes.filter(([, value]) => value !== '1')
    if (failed.length > 0) throw new Error(`${failed.length} of ${scrapes.length}`)
  })
}

async function scrape(target: string): Promise<{ type: string; body: string }> {
  const answer = await fetch(`http://${target}/metrics`)
  return { type: answer.headers.get('content-type') ?? '', body: await answer.text() }
}
