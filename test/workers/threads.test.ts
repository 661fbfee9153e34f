import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import type { Program } from './program.js'
import { fallen, samplesOf } from './scrape.js'
import { heldBack, started } from './stage.js'
import { ARRIVALS, addressOf, channelOf } from '../../src/workers/thread-channel.js'

/* Real threads. Their ids are what Node gives them: 1, 2, 3, … in the order in which they are started. */

async function threads(count: number, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const program = await started('threads.mjs', env)
  for (let index = 0; index < count; index += 1) await program.tell('start')
  await answering(program, count)
  return program
}

/** A thread's word that it is there takes another way than what it tells its own program. The main thread answers too. */
async function answering(program: Program, count: number): Promise<void> {
  await expect.poll(async () => (await scrape(program)).get(ANSWERING), { timeout: 30_000 }).toBe(count + 1)
}

const scrape = async (program: Program) => samplesOf(await program.tell<string>('scrape'))

const CALLS = 'knexodus_query_builder_calls_total{builder_type="legacy"}'
const ANSWERING = 'knexodus_worker_threads{state="answering"}'
const SILENT = 'knexodus_worker_threads{state="silent"}'
const RETIRED = 'knexodus_worker_threads_retired_total'

describe('ThreadMetrics', () => {
  it('adds up what all threads and the main one counted, exactly', async () => {
    const program = await threads(3)
    await program.tell('workHere', 1000, 'mail')
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'build', 10 ** (id - 1))
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'work', id, 'mail')
    for (const id of [1, 2, 3]) await program.tell('tell', id, 'load', id)
    const found = await scrape(program)
    expect(found.get(CALLS)).toBe(111)
    expect(found.get('jobs_total{kind="mail"}')).toBe(1006)
    expect(found.get('job_size_bytes_bucket{le="100"}')).toBe(6)
    expect(found.get('sum_load')).toBe(6)
    expect(found.get('average_load')).toBe(2)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([4, 0, 0])
  })

  it('serves the main thread alone when there is no other', async () => {
    const program = await threads(0)
    await program.tell('workHere', 5, 'mail')
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(5)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([1, 0, 0])
  })

  it.each(['terminate', 'leave'])('lets no counter fall at the end of a thread (%s)', async (end) => {
    const program = await threads(2)
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    for (const id of [1, 2]) await program.tell('tell', id, 'load', 5)
    const before = await program.tell<string>('scrape')
    await program.tell(end, 2)
    const after = await program.tell<string>('scrape')
    expect(fallen(before, after)).toEqual([])
    const found = samplesOf(after)
    expect(found.get('jobs_total{kind="mail"}')).toBe(20)
    expect(found.get('sum_load')).toBe(5)
    expect([found.get(ANSWERING), found.get(SILENT), found.get(RETIRED)]).toEqual([2, 0, 1])
  })

  it('answers while a thread is blocked, with the last it said, and follows it again afterwards', async () => {
    const program = await threads(2, { SCRAPE_TIMEOUT_MS: '2000' })
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    await scrape(program)
    const { file, release } = heldBack()
    await program.tell('tell', 2, 'work', 1, 'mail')
    await program.tell('begin', 2, 'block', file)
    await program.tell('tell', 1, 'work', 2, 'mail')
    for (let i = 0; i < 3; i += 1) {
      const found = await scrape(program)
      expect(found.get('jobs_total{kind="mail"}')).toBe(22)
      expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([2, 1])
    }
    release()
    await program.tell('tell', 2, 'work', 4, 'mail')
    // Channels keep no order among each other: this asks until the owed answer is in.
    await expect.poll(async () => (await scrape(program)).get(SILENT), { timeout: 30_000 }).toBe(0)
    expect((await scrape(program)).get('jobs_total{kind="mail"}')).toBe(27)
  })

  it('lets nothing pile up before a blocked thread', async () => {
    const program = await threads(2, { SCRAPE_TIMEOUT_MS: '2000' })
    // An answer of more than 1 MB.
    await program.tell('tell', 1, 'work', 1, 'x'.repeat(2 ** 20))
    await program.tell('begin', 2, 'block', heldBack().file)
    await program.tell('growth', 100)
    // Kept for the blocked one, 300 answers would be more than 300 MB.
    expect(await program.tell('growth', 300)).toBeLessThan(150_000_000)
  })

  it('terminates a blocked thread without a loss of what it said before', async () => {
    const program = await threads(2, { SCRAPE_TIMEOUT_MS: '2000' })
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    const before = await program.tell<string>('scrape')
    await program.tell('begin', 2, 'block', heldBack().file)
    await program.tell('terminate', 2)
    const after = await program.tell<string>('scrape')
    expect(fallen(before, after)).toEqual([])
    expect(samplesOf(after).get(RETIRED)).toBe(1)
  })

  it('is exact over twenty restarts, and grows by none of them', async () => {
    const program = await threads(1)
    const listeners = await program.tell('listeners')
    const series: number[] = []
    for (let id = 1; id <= 20; id += 1) {
      await program.tell('tell', id, 'build', id)
      await program.tell('tell', id, 'work', id, 'mail')
      series.push((await scrape(program)).size)
      await program.tell('terminate', id)
      await program.tell('start')
      await answering(program, 1)
    }
    const found = await scrape(program)
    expect(found.get(CALLS)).toBe(210)
    expect(found.get('jobs_total{kind="mail"}')).toBe(210)
    expect([found.get(ANSWERING), found.get(RETIRED)]).toEqual([2, 20])
    expect(new Set(series).size).toBe(1)
    expect(await program.tell('listeners')).toEqual(listeners)
  })

  it('neither waits for nor counts a thread that shares nothing', async () => {
    const program = await threads(1)
    await program.tell('start', { sharesNothing: true })
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(10)
    expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([2, 0])
  })

  it('stays with the last answer of a thread whose metrics fail', async () => {
    const program = await threads(2)
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    await scrape(program)
    await program.tell('tell', 2, 'broken')
    await program.tell('tell', 2, 'work', 10, 'mail')
    const found = await scrape(program)
    expect(found.get('jobs_total{kind="mail"}')).toBe(20)
    expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([2, 1])
  })

  it('follows a thread again at the first scrape after its metrics were mended', async () => {
    const program = await threads(1)
    await program.tell('tell', 1, 'broken')
    await program.tell('tell', 1, 'work', 10, 'mail')
    expect((await scrape(program)).get(SILENT)).toBe(1)
    await program.tell('tell', 1, 'mended')
    const found = await scrape(program)
    expect([found.get(SILENT), found.get('jobs_total{kind="mail"}')]).toEqual([0, 10])
  })

  it('loses a label that cannot be sent, not the thread that has it', async () => {
    const program = await threads(1)
    await program.tell('tell', 1, 'unsendable')
    await program.tell('tell', 1, 'work', 10, 'mail')
    const found = await scrape(program)
    expect([found.get(SILENT), found.get('jobs_total{kind="mail"}')]).toEqual([0, 10])
    expect(found.get('odd{kind="odd"}')).toBe(1)
  })

  it('asks nobody once it is closed, and waits for nobody', async () => {
    const program = await threads(1, { SCRAPE_TIMEOUT_MS: '600000' })
    for (const text of await program.tell<string[]>('closed')) {
      expect(samplesOf(text).get(ANSWERING)).toBe(0)
    }
  })

  it.each([null, 'text', 7, [], {}, { from: null, collector: null, metrics: 5 }])(
    'is not upset by others who say %j on its channels',
    async (message) => {
      const program = await threads(1)
      await program.tell('tell', 1, 'work', 10, 'mail')
      for (const address of [ARRIVALS, addressOf(1)]) {
        await program.tell('post', channelOf(address), message)
      }
      // Each is there before what is posted now.
      expect((await scrape(program)).get('jobs_total{kind="mail"}')).toBe(10)
      expect((await scrape(program)).get(SILENT)).toBe(0)
    },
  )

  it('takes a thread once, however often it shares, and then what it shared last', async () => {
    const program = await threads(1)
    await program.tell('tell', 1, 'shareAgain')
    await program.tell('tell', 1, 'work', 10, 'mail')
    expect((await scrape(program)).get('jobs_total{kind="mail"}')).toBe(10)
    await program.tell('tell', 1, 'shareAnother')
    const found = await scrape(program)
    expect(found.get('another_total')).toBe(3)
    expect(found.has('jobs_total{kind="mail"}')).toBe(false)
  })

  it('does not listen to threads of threads, whose end it could not see', async () => {
    const program = await threads(1)
    await program.tell('tell', 1, 'startAnother')
    await scrape(program)
    const found = await scrape(program)
    expect([found.get(ANSWERING), found.get(SILENT)]).toEqual([2, 0])
  })

  it('gives everybody who asks at once the same scrape', async () => {
    const program = await threads(2)
    await program.tell('tell', 1, 'work', 10, 'mail')
    const texts = await program.tell<string[]>('scrapesAtOnce', 20)
    expect(new Set(texts).size).toBe(1)
    expect(samplesOf(texts[0]!).get('jobs_total{kind="mail"}')).toBe(10)
  })

  it('leaves no listener behind when closed', async () => {
    const program = await threads(0)
    const before = await program.tell('listeners')
    for (let i = 0; i < 20; i += 1) await program.tell('makeAndClose')
    expect(await program.tell('listeners')).toEqual(before)
  })

  it('writes OpenMetrics that ends once', async () => {
    const program = await threads(2)
    for (const id of [1, 2]) await program.tell('tell', id, 'work', 10, 'mail')
    await program.tell('openMetrics')
    await program.tell('terminate', 2)
    const text = await program.tell<string>('openMetrics')
    expect(text).toContain('# TYPE jobs counter\n')
    expect(samplesOf(text).get('jobs_total{kind="mail"}')).toBe(20)
    expect(text.match(/# EOF/g)).toHaveLength(1)
    expect(text.endsWith('\n# EOF\n')).toBe(true)
  })

  it('keeps neither a thread nor the process alive', async () => {
    const program = join(__dirname, 'programs', 'ends-by-itself.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 30_000 })
    expect(JSON.parse(stdout)).toEqual({ code: 0, retired: '1' })
  })
})
