import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { Counter, Gauge, Registry } from 'prom-client'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { lastingPart, readAnswer, readSources } from '../../src/workers/answer.js'
import type { Metric } from '../../src/workers/answer.js'
import { joinedText } from '../../src/workers/join.js'
import { Member } from '../../src/workers/member.js'
import { Members } from '../../src/workers/members.js'
import { ThreadMetrics } from '../../src/workers/thread-metrics.js'
import { samplesOf } from './scrape.js'
import { atEnd } from './stage.js'

const TEXT = 'text/plain; version=0.0.4; charset=utf-8'
const ANSWERING = 'knexodus_worker_threads{state="answering"}'
const SILENT = 'knexodus_worker_threads{state="silent"}'
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

function metric(name: string, fields: Partial<Metric> = {}): Metric {
  const values = [{ labels: {}, value: 1 }]
  return { name, help: 'A metric.', type: 'counter', aggregator: 'sum', values, ...fields }
}

async function samples(metrics: readonly Metric[], contentType: typeof TEXT | typeof OPENMETRICS = TEXT) {
  return Object.fromEntries(samplesOf(await joinedText(metrics, contentType)))
}

describe('an answer', () => {
  it.each([undefined, null, 'metrics', 7, {}, [null], [[null, 7, 'a', {}, { name: 'a' }]], [{ name: 'a' }]])(
    'that is none has no metrics: %j',
    (sent) => {
      expect(readAnswer(sent)).toEqual([])
    },
  )

  it('keeps what is well-formed beside what is not', () => {
    const good = metric('good_total')
    const noHelp = { ...metric('bad_total'), help: undefined }
    const values = [{ labels: {}, value: null }, 'no sample', { labels: {}, value: Infinity }, ...good.values]
    expect(readAnswer([[noHelp, { ...good, values }]])).toEqual([good])
  })

  it('is summed where it does not say how it is joined', async () => {
    const answer = readAnswer([[{ ...metric('a_total'), aggregator: undefined }]])
    expect(await samples([...answer, ...answer])).toEqual({ a_total: 2 })
  })

  it('keeps of the labels what reads the same everywhere', async () => {
    const labels = {
      a: 'a',
      b: 1,
      c: true,
      d: 2n,
      e: null,
      f: () => 1,
      g: Symbol('g'),
      h: { i: 1 },
      j: undefined,
    }
    const kept = readAnswer([[metric('a_total', { values: [{ labels: labels as never, value: 1 }] })]])
    expect(kept[0]!.values[0]!.labels).toEqual({ a: 'a', b: 1, c: 'true', d: '2', e: 'null' })
    expect(structuredClone(kept)).toEqual(kept)
    expect(await samples(kept)).toEqual({ 'a_total{a="a",b="1",c="true",d="2",e="null"}': 1 })
  })

  it('has no metric whose aggregator is no text', () => {
    expect(readAnswer([[metric('a_total', { aggregator: (() => 1) as never })]])).toEqual([])
  })

  it('leaves behind what only grows, and is joined so that it cannot mislead', () => {
    const left = lastingPart([
      metric('sum_total'),
      metric('max_total', { aggregator: 'max' }),
      ...['min', 'average', 'first', 'omit'].map((aggregator) =>
        metric(`${aggregator}_total`, { aggregator }),
      ),
      metric('gauge', { type: 'gauge' }),
      metric('untyped', { type: 'untyped' }),
      metric('sizes', { type: 'histogram' }),
      metric('waits', {
        type: 'summary',
        values: [
          { labels: { quantile: 0.5 }, value: 3 },
          { labels: {}, value: 4, metricName: 'waits_sum' },
          { labels: {}, value: 2, metricName: 'waits_count' },
        ],
      }),
    ])
    expect(left.map(({ name, values }) => [name, values.length])).toEqual([
      ['sum_total', 1],
      ['max_total', 1],
      ['sizes', 1],
      ['waits', 2],
    ])
  })
})

describe('joining', () => {
  it('leaves out a metric that cannot be joined, and only that', async () => {
    const odd = metric('odd_total', { aggregator: 'median' })
    const nameless = metric('nameless_total', { values: [{ labels: null as never, value: 1 }] })
    expect(await samples([metric('a_total'), odd, nameless, metric('a_total')])).toEqual({ a_total: 2 })
  })

  it.each(['toString', 'hasOwnProperty', 'constructor', '__proto__', 'valueOf'])(
    'leaves out one whose aggregator is %s, which every object has',
    async (aggregator) => {
      const odd = metric('odd_total', { aggregator })
      expect(await samples([odd, metric('a_total'), odd])).toEqual({ a_total: 1 })
      expect(await samples([odd, metric('a_total')], OPENMETRICS)).toEqual({ a_total: 1 })
    },
  )

  it('keeps the gauge `jobs` out of the counter `jobs_total` in OpenMetrics', async () => {
    const both = [metric('jobs', { type: 'gauge' }), metric('jobs_total'), metric('jobs_total')]
    expect(await samples(both, OPENMETRICS)).toEqual({ jobs: 1, jobs_total: 2 })
  })

  it('joins counters with and without their suffix in OpenMetrics, where they are the same', async () => {
    const both = [metric('jobs_total'), metric('jobs')]
    expect(await samples(both, OPENMETRICS)).toEqual({ jobs_total: 2 })
    expect(await samples(both)).toEqual({ jobs_total: 1, jobs: 1 })
  })

  it('leaves gauges their names in OpenMetrics', async () => {
    expect(await samples([metric('rows_total', { type: 'gauge' })], OPENMETRICS)).toEqual({ rows_total: 1 })
  })
})

describe('a member', () => {
  afterEach(() => void vi.useRealTimers())

  it('has one open question at most, asked again after ten seconds and not waited for', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const send = vi.fn()
    const member = new Member(send)
    member.answered([])
    const first = member.ask()
    await member.ask()
    vi.advanceTimersByTime(9_999)
    await member.ask()
    expect(send).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    await member.ask()
    expect(send).toHaveBeenCalledTimes(2)
    expect(member.isAnswering).toBe(false)
    member.answered([[metric('a_total')]])
    expect(member.isAnswering).toBe(true)
    void member.ask()
    expect(send).toHaveBeenCalledTimes(3)
    await expect(first).resolves.toBeUndefined()
  })

  it('is asked each time until it has answered once, and waited for the first time only', async () => {
    const send = vi.fn()
    const member = new Member(send)
    const first = member.ask()
    await member.ask()
    await member.ask()
    expect(send).toHaveBeenCalledTimes(3)
    member.answered([])
    await expect(first).resolves.toBeUndefined()
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('closed')
      },
    ],
    ['rejects', () => Promise.reject(new Error('closed'))],
  ])('keeps its last answer where asking it %s, and is asked again at once', async (_how, fail) => {
    const send = vi.fn()
    const member = new Member(send)
    void member.ask()
    member.answered([[metric('a_total')]])
    send.mockImplementation(fail)
    await member.ask()
    expect(member.lastAnswer).toHaveLength(1)
    expect(member.isAnswering).toBe(false)
    send.mockImplementation(() => member.answered([]))
    await member.ask()
    expect(member.isAnswering).toBe(true)
  })
})

describe('members', () => {
  it('leave one sum behind, however many they were', async () => {
    const members = new Members('test_workers', 'Workers')
    const sizes: number[] = []
    for (let id = 1; id <= 1000; id += 1) {
      members.meet(id, () => undefined)
      members.get(id)?.answered([[metric('a_total'), metric('g', { type: 'gauge' })]])
      members.end(id)
      sizes.push(
        JSON.stringify(members.metrics().filter(({ name }) => name !== 'test_workers_retired_total')).length,
      )
    }
    // Only the number itself gets longer, digit by digit.
    expect(sizes[999]! - sizes[0]!).toBe(3)
    expect(await samples(members.metrics())).toEqual({
      a_total: 1000,
      'test_workers{state="answering"}': 0,
      'test_workers{state="silent"}': 0,
      test_workers_retired_total: 1000,
    })
  })

  it('hold on to nothing else of those that ended', () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage = runInNewContext('gc') as () => void
    const members = new Members('test_workers', 'Workers')
    const labels = Array.from({ length: 100 }, (_, index) => ({ kind: String(index) }))
    const restart = (count: number): number => {
      for (let id = 1; id <= count; id += 1) {
        members.meet(id, () => undefined)
        const values = labels.map((kind) => ({ labels: { ...kind }, value: 1 }))
        members.get(id)?.answered([[metric('a_total', { values })]])
        members.end(id)
      }
      collectGarbage()
      return process.memoryUsage().heapUsed
    }
    const before = restart(100)
    // Held, the answers of 2000 would be some 20 MB.
    expect(restart(2000) - before).toBeLessThan(4_000_000)
  })

  it('do not keep a scrape waiting when they end', async () => {
    const members = new Members('test_workers', 'Workers')
    members.meet(1, () => undefined)
    const asked = Promise.all(members.ask())
    members.end(1)
    await expect(asked).resolves.toEqual([undefined])
  })

  it('are neither asked nor waited for once they are closed', async () => {
    const members = new Members('test_workers', 'Workers')
    const send = vi.fn()
    members.meet(1, send)
    const asked = Promise.all(members.ask())
    members.close()
    await expect(asked).resolves.toEqual([undefined])
    await Promise.all(members.ask())
    expect(send).toHaveBeenCalledTimes(1)
    expect(members.metrics()[0]!.values).toEqual([
      { labels: { state: 'answering' }, value: 0 },
      { labels: { state: 'silent' }, value: 1 },
    ])
  })

  it('are no members any more once they have ended, whatever still comes of them', () => {
    const members = new Members('test_workers', 'Workers')
    members.meet(1, () => undefined)
    members.end(1)
    members.end(1)
    members.get(1)?.answered([[metric('a_total')]])
    expect(members.metrics().map(({ name }) => name)).toEqual(['test_workers', 'test_workers_retired_total'])
    expect(members.metrics()[1]!.values).toEqual([{ labels: {}, value: 1 }])
  })
})

describe('the registries of the process itself', () => {
  function joined(registries: readonly { getMetricsAsJSON(): Promise<unknown> }[]): ThreadMetrics {
    const metrics = new ThreadMetrics({ registries, timeoutMs: 200 })
    atEnd(() => metrics.close())
    return metrics
  }

  function registryWith(collect: () => void | Promise<void>): Registry {
    const registry = new Registry()
    new Counter({ name: 'a_total', help: 'A.', registers: [registry] }).inc()
    new Gauge({ name: 'g', help: 'G.', registers: [registry], collect })
    return registry
  }

  it('are all read', async () => {
    const [a, b] = [registryWith(() => undefined), new Registry()]
    new Counter({ name: 'b_total', help: 'B.', registers: [b] }).inc(2)
    const found = samplesOf(await joined([a, b]).metrics())
    expect([found.get('a_total'), found.get('b_total'), found.get('g')]).toEqual([1, 2, 0])
  })

  it.each([
    ['hangs', () => new Promise<void>(() => undefined)],
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
  ])('count with their last answer once one of them %s', async (_how, fail) => {
    let collect: () => void | Promise<void> = () => undefined
    const metrics = joined([registryWith(() => collect())])
    const states = async () => {
      const found = samplesOf(await metrics.metrics())
      return [found.get(ANSWERING), found.get(SILENT), found.get('a_total')]
    }
    expect(await states()).toEqual([1, 0, 1])
    collect = fail
    expect(await states()).toEqual([0, 1, 1])
    expect(await states()).toEqual([0, 1, 1])
  })

  it('are not counted where there are none', async () => {
    const found = samplesOf(await joined([]).metrics())
    expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([0, 0])
  })

  it('are those of prom-client’s default registry unless said otherwise', async () => {
    const { register } = await import('prom-client')
    const counter = new Counter({ name: 'default_total', help: 'In the default registry.' })
    atEnd(() => register.removeSingleMetric('default_total'))
    counter.inc(5)
    expect((await readSources()).find(({ name }) => name === 'default_total')?.values[0]?.value).toBe(5)
  })
})

describe('options', () => {
  it.each([
    { timeoutMs: 0 },
    { timeoutMs: -1 },
    { timeoutMs: NaN },
    { timeoutMs: Infinity },
    { timeoutMs: '1000' },
    { contentType: 'text/html' },
    { registries: null },
    { registries: 5 },
  ])('%j are refused', (options) => {
    const listeners = process.listenerCount('worker')
    expect(() => new ThreadMetrics(options as never)).toThrow(
      expect.objectContaining({ code: 'KNEXODUS_BAD_CONFIG', message: expect.stringContaining('expected') }),
    )
    expect(process.listenerCount('worker')).toBe(listeners)
  })

  it('say in which format the text is', () => {
    const metrics = new ThreadMetrics({ contentType: OPENMETRICS })
    atEnd(() => metrics.close())
    expect(metrics.contentType).toBe(OPENMETRICS)
  })
})
