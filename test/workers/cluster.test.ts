import { describe, expect, it } from 'vitest'

import { heldBack, started } from './stage.js'
import type { Program } from './program.js'
import { fallen, samplesOf } from './scrape.js'

/* Real clusters of real processes. A worker's number is its id in the cluster: 1, 2, 3, … */

/** A cluster of some workers, each with settings of its own. */
async function clusterOf(
  workers: readonly Readonly<Record<string, string>>[],
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const program = await started('cluster.mjs', env)
  await Promise.all(workers.map((settings) => program.tell('fork', settings)))
  return program
}

const scrape = async (program: Program) => samplesOf(await program.tell<string>('scrape'))

const CALLS = 'knexodus_query_builder_calls_total{builder_type="legacy"}'
const ANSWERING = 'knexodus_cluster_workers{state="answering"}'
const SILENT = 'knexodus_cluster_workers{state="silent"}'
const RETIRED = 'knexodus_cluster_workers_retired_total'

describe('ClusterMetrics', () => {
  it('adds up what all workers counted, exactly', async () => {
    const program = await clusterOf([{}, {}, {}])
    await program.tell('tell', 1, 'build', 100)
    await program.tell('tell', 2, 'build', 20)
    await program.tell('tell', 3, 'build', 3)
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'work', id, 'mail')
    const found = await scrape(program)
    expect(found.get(CALLS)).toBe(123)
    expect(found.get('jobs_total{kind="mail"}')).toBe(6)
    expect(found.get('job_size_bytes_bucket{le="10"}')).toBe(0)
    expect(found.get('job_size_bytes_bucket{le="100"}')).toBe(6)
    expect(found.get('job_size_bytes_count')).toBe(6)
    expect(found.get('job_size_bytes_sum')).toBe(300)
    expect(found.get('job_wait_seconds_count')).toBe(3)
    expect(found.get(ANSWERING)).toBe(3)
    expect(found.get(SILENT)).toBe(0)
    expect(found.get(RETIRED)).toBe(0)
    expect(found.has('primary_total')).toBe(false)
  })

  it('joins gauges by their aggregators', async () => {
    const program = await clusterOf([
      { KNEXODUS_PERCENTAGE: '10' },
      { KNEXODUS_PERCENTAGE: '30' },
      { KNEXODUS_PERCENTAGE: 'many' },
    ])
    await Promise.all([4, 6, 2].map((load, index) => program.tell('tell', index + 1, 'load', load)))
    const found = await scrape(program)
    expect(found.get('sum_load')).toBe(12)
    expect(found.get('average_load')).toBe(4)
    expect(found.get('min_load')).toBe(2)
    expect(found.get('max_load')).toBe(6)
    expect(found.get('first_load')).toBe(4)
    expect(found.has('omit_load')).toBe(false)
    expect(found.get('knexodus_rollout_percentage')).toBeCloseTo(40 / 3)
    expect(found.get('knexodus_rollout_config_valid')).toBe(0)
    expect(found.get('knexodus_fast_query_builder_available')).toBe(1)
  })

  it('answers with its own two numbers when there is no worker yet', async () => {
    const program = await clusterOf([])
    expect(Object.fromEntries(await scrape(program))).toEqual({ [ANSWERING]: 0, [SILENT]: 0, [RETIRED]: 0 })
  })

  it('lets no counter fall when a worker is killed, and drops its gauges', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) {
      await program.tell('tell', id, 'build', 50)
      await program.tell('tell', id, 'work', id * 10, `kind ${id}`)
      await program.tell('tell', id, 'load', id * 10)
    }
    const before = await program.tell<string>('scrape')
    await program.tell('kill', 2, 'SIGKILL')
    const after = await program.tell<string>('scrape')
    expect(fallen(before, after)).toEqual([])
    const found = samplesOf(after)
    expect(found.get(CALLS)).toBe(100)
    expect(found.get('jobs_total{kind="kind 2"}')).toBe(20)
    expect(found.get('job_size_bytes_count')).toBe(30)
    expect(found.get('job_wait_seconds_sum')).toBe(30)
    expect(found.get('job_wait_seconds{quantile="0.5"}')).toBe(10)
    expect(found.get('highest_total')).toBe(20)
    expect(found.get('sum_load')).toBe(10)
    expect(found.get('max_load')).toBe(10)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([1, 0, 1])
    await program.tell('tell', 1, 'work', 5, 'kind 1')
    expect((await scrape(program)).get('jobs_total{kind="kind 1"}')).toBe(15)
  })

  it('keeps what the last of all workers left behind', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'work', 3, 'mail')
    await scrape(program)
    await program.tell('leave', 1)
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(3)
    expect(found.has('sum_load')).toBe(false)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([0, 0, 1])
  })

  it('answers while a worker is blocked, with the last it said, and follows it again afterwards', async () => {
    const program = await clusterOf([{}, {}], { SCRAPE_TIMEOUT_MS: '2000' })
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    for (const id of [1, 2]) await program.tell('tell', id, 'load', 5)
    await scrape(program)
    const { file, release } = heldBack()
    await program.tell('tell', 2, 'work', 1, 'mail')
    await program.tell('begin', 2, 'block', file)
    await program.tell('tell', 1, 'work', 2, 'mail')
    for (let i = 0; i < 3; i += 1) {
      const found = await scrape(program)
      expect(found.get('jobs_total{kind="mail"}')).toBe(22)
      expect(found.get('sum_load')).toBe(10)
      expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([1, 1])
    }
    release()
    await program.tell('tell', 2, 'work', 4, 'mail')
    // The answer that it owes comes by itself, soon.
    await expect.poll(async () => (await scrape(program)).get(SILENT), { timeout: 30_000 }).toBe(0)
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(27)
    expect(found.get(ANSWERING)).toBe(2)
  })

  it('keeps what a worker said before it was blocked and then killed', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    const before = await program.tell<string>('scrape')
    await program.tell('begin', 2, 'block', heldBack().file)
    const [during] = await Promise.all([program.tell<string>('scrape'), program.tell('kill', 2, 'SIGKILL')])
    const after = await program.tell<string>('scrape')
    expect(fallen(before, during)).toEqual([])
    expect(fallen(during, after)).toEqual([])
    expect(samplesOf(after).get('jobs_total{kind="mail"}')).toBe(20)
  })

  it('is exact over twenty restarts, and grows by none of them', async () => {
    const program = await clusterOf([{}])
    const listeners = await program.tell('listeners')
    const series: number[] = []
    let previous = await program.tell<string>('scrape')
    for (let id = 1; id <= 20; id += 1) {
      await program.tell('tell', id, 'build', id)
      await program.tell('tell', id, 'work', id, 'mail')
      const text = await program.tell<string>('scrape')
      expect(fallen(previous, text)).toEqual([])
      series.push(samplesOf(text).size)
      previous = text
      await program.tell('kill', id, 'SIGKILL')
      await program.tell('fork', {})
    }
    const found = await scrape(program)
    expect(found.get(CALLS)).toBe(210)
    expect(found.get('jobs_total{kind="mail"}')).toBe(210)
    expect(found.get('job_size_bytes_bucket{le="100"}')).toBe(210)
    expect(found.get('job_wait_seconds_count')).toBe(20)
    expect(found.get(RETIRED)).toBe(20)
    expect(found.get(ANSWERING)).toBe(1)
    expect(new Set(series).size).toBe(1)
    expect(await program.tell('listeners')).toEqual(listeners)
  })

  it('gives everybody who asks at once the same scrape', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    const texts = await program.tell<string[]>('scrapesAtOnce', 20)
    expect(new Set(texts).size).toBe(1)
    expect(samplesOf(texts[0]!).get('jobs_total{kind="mail"}')).toBe(20)
  })

  it('adds no listener by a scrape, and leaves none behind when closed', async () => {
    const program = await clusterOf([{}])
    const count = async () => [await program.tell('listeners'), await program.tell('listenersOfWorker', 1)]
    const before = await count()
    for (let i = 0; i < 5; i += 1) await program.tell('withPrimary')
    for (let i = 0; i < 5; i += 1) await program.tell('scrape')
    expect(await count()).toEqual(before)
  })

  it('joins in the primary’s own registries when told to', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'work', 2, 'mail')
    const found = samplesOf(await program.tell<string>('withPrimary'))
    expect(found.get('primary_total')).toBe(7)
    expect(found.get('jobs_total{kind="mail"}')).toBe(2)
  })

  it('counts the primary’s own registries like a worker, so that they cannot fail unseen', async () => {
    const program = await clusterOf([{}])
    const states = async () => {
      const found = samplesOf(await program.tell<string>('withPrimary'))
      return [found.get(ANSWERING), found.get(SILENT), found.get('primary_total')]
    }
    expect(await states()).toEqual([2, 0, 7])
    await program.tell('breakPrimary')
    expect(await states()).toEqual([1, 1, undefined])
  })

  it('joins in no registry of the primary’s where `registries` is undefined', async () => {
    const program = await clusterOf([{}])
    expect(samplesOf(await program.tell<string>('withUndefined')).has('primary_total')).toBe(false)
  })

  it('asks nobody once it is closed, and hides the answers that are still to come', async () => {
    const program = await clusterOf([{}, {}], { SCRAPE_TIMEOUT_MS: '600000' })
    const { file, release } = heldBack()
    await program.tell('begin', 2, 'block', file)
    // Neither of the two waits for the blocked worker, or a test would never end.
    for (const text of await program.tell<string[]>('closed')) {
      expect(samplesOf(text).get(SILENT)).toBe(2)
    }
    release()
    // The AggregatorRegistry of this primary would throw. Messages come in order: its own answers are behind the late ones.
    const [plain] = await program.tell<string[]>('both')
    expect(samplesOf(plain!).get('knexodus_fast_query_builder_available')).toBe(1)
  })

  it('takes a worker for ended when its channel is closed, though it lives on', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    for (const id of [1, 2]) await program.tell('tell', id, 'load', id * 10)
    await program.tell('tell', 1, 'linger')
    const before = await program.tell<string>('scrape')
    await program.tell('disconnect', 1)
    const after = await program.tell<string>('scrape')
    expect(fallen(before, after)).toEqual([])
    const found = samplesOf(after)
    expect(found.get('jobs_total{kind="mail"}')).toBe(20)
    expect(found.get('min_load')).toBe(20)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([1, 0, 1])
    await program.tell('kill', 1, 'SIGKILL')
    expect((await scrape(program)).get(RETIRED)).toBe(1)
  })

  it('follows a worker again at the first scrape after its metrics were mended', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'work', 10, 'mail')
    await scrape(program)
    await program.tell('tell', 1, 'broken')
    await program.tell('tell', 1, 'work', 10, 'mail')
    const during = await scrape(program)
    expect([during.get(SILENT), during.get('jobs_total{kind="mail"}')]).toEqual([1, 10])
    await program.tell('tell', 1, 'mended')
    const found = await scrape(program)
    expect([found.get(SILENT), found.get('jobs_total{kind="mail"}')]).toEqual([0, 20])
  })

  it('finds a worker soon that was asked before it listened', async () => {
    const program = await clusterOf([{ SHARES_NOTHING: '1' }], { SCRAPE_TIMEOUT_MS: '500' })
    await program.tell('tell', 1, 'work', 10, 'mail')
    expect((await scrape(program)).get(SILENT)).toBe(1)
    await program.tell('tell', 1, 'share')
    let scrapes = 0
    do {
      scrapes += 1
      // It has answered a question of before by the time it answers this.
      await program.tell('tell', 1, 'work', 0, 'mail')
    } while ((await scrape(program)).get(SILENT) === 1 && scrapes < 20)
    expect(scrapes).toBeLessThan(20)
    expect((await scrape(program)).get('jobs_total{kind="mail"}')).toBe(10)
  })

  it('refuses to be made in a worker, where it would see nobody', async () => {
    const program = await clusterOf([{}])
    expect(await program.tell('tell', 1, 'mistake')).toBe('KNEXODUS_BAD_CONFIG')
  })

  it('works beside an AggregatorRegistry, at the same moment too', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    for (let i = 0; i < 3; i += 1) {
      const [plain, ours] = await program.tell<[string, string]>('both')
      expect(samplesOf(plain).get('jobs_total{kind="mail"}')).toBe(20)
      expect(samplesOf(ours).get('jobs_total{kind="mail"}')).toBe(20)
    }
  })

  it('takes workers of another version, with fewer metrics, as they are', async () => {
    const program = await clusterOf([{}, {}])
    await program.tell('tell', 2, 'newer', 4)
    expect((await scrape(program)).get('newer_total')).toBe(4)
    await program.tell('kill', 2, 'SIGKILL')
    expect((await scrape(program)).get('newer_total')).toBe(4)
  })

  it('counts a worker that shares nothing or fails as silent, and does not fail itself', async () => {
    const program = await clusterOf([{}, { SHARES_NOTHING: '1' }, {}], { SCRAPE_TIMEOUT_MS: '2000' })
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'work', 10, 'mail')
    expect((await scrape(program)).get('jobs_total{kind="mail"}')).toBe(20)
    await program.tell('tell', 3, 'broken')
    await program.tell('tell', 3, 'work', 10, 'mail')
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(20)
    expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([1, 2])
  })

  it('leaves out what is not a number, where a message would make it +Inf', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'nothing')
    expect(await program.tell('plain')).toContain('\nnothing +Inf\n')
    const text = await program.tell<string>('scrape')
    expect(text).toContain('# TYPE nothing gauge')
    expect(samplesOf(text).has('nothing')).toBe(false)
  })

  it('keeps a gauge and a counter apart that are named alike but for `_total`, in both formats', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'pair')
    for (const format of ['scrape', 'openMetrics']) {
      const found = samplesOf(await program.tell<string>(format))
      expect([found.get('connections'), found.get('connections_total')]).toEqual([5, 3])
    }
  })

  it('writes OpenMetrics, whose counters have their suffix once and which ends once', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'build', 10)
    await program.tell('openMetrics')
    await program.tell('kill', 2, 'SIGKILL')
    const text = await program.tell<string>('openMetrics')
    expect(await program.tell('contentTypes')).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ])
    expect(text).toContain('# TYPE knexodus_query_builder_calls counter\n')
    expect(samplesOf(text).get(CALLS)).toBe(20)
    expect(samplesOf(text).get(RETIRED)).toBe(1)
    expect(text).not.toContain('_total_total')
    expect(text.match(/# EOF/g)).toHaveLength(1)
    expect(text.endsWith('\n# EOF\n')).toBe(true)
  })
})

describe('AggregatorRegistry of prom-client alone', () => {
  it('joins our metrics as documented', async () => {
    const program = await clusterOf([
      { KNEXODUS_PERCENTAGE: '10' },
      { KNEXODUS_PERCENTAGE: '30' },
      { KNEXODUS_PERCENTAGE: 'many' },
    ])
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'build', 10)
    const found = samplesOf(await program.tell<string>('plain'))
    const calls = ['legacy', 'fast'].map((builder) =>
      found.get(`knexodus_query_builder_calls_total{builder_type="${builder}"}`),
    )
    expect(calls[0]! + calls[1]!).toBe(30)
    expect(found.get('knexodus_rollout_percentage')).toBeCloseTo(40 / 3)
    expect(found.get('knexodus_query_builder_mode')).toBeCloseTo(0.4 / 3)
    expect(found.get('knexodus_rollout_config_valid')).toBe(0)
    expect(found.get('knexodus_fast_query_builder_available')).toBe(1)
    expect([...found.keys()].filter((name) => name.startsWith('knexodus_build_info'))).toHaveLength(1)
  })

  it('shows the latest of all changes', async () => {
    const program = await clusterOf([{}])
    const name = 'knexodus_rollout_last_change_timestamp_seconds'
    const first = samplesOf(await program.tell<string>('plain')).get(name)!
    await program.tell('fork', {})
    const later = samplesOf(await program.tell<string>('plain')).get(name)!
    expect(later).toBeGreaterThan(first)
  })

  it('has no OpenMetrics, whatever its content type says', async () => {
    const program = await clusterOf([{}])
    await program.tell('tell', 1, 'build', 10)
    const { contentType, text } = await program.tell<Record<string, string>>('plainOpenMetrics')
    expect(contentType).toContain('openmetrics')
    expect(text).not.toContain('# EOF')
    expect(samplesOf(text!).get(CALLS)).toBe(10)
  })

  it('loses what a dead worker counted: why there is ClusterMetrics', async () => {
    const program = await clusterOf([{}, {}])
    for (const id of [1, 2]) await program.tell('tell', id, 'build', 10)
    const before = await program.tell<string>('plain')
    await program.tell('kill', 2, 'SIGKILL')
    const after = await program.tell<string>('plain')
    expect(fallen(before, after)).toContain(CALLS)
    expect(samplesOf(after).get(CALLS)).toBe(10)
  })
})
