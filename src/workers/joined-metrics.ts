import { KnexodusError } from '../core/errors.js'
import { showValue } from '../util/show-value.js'
import { readSources } from './answer.js'
import type { MetricsSource } from './answer.js'
import { joinedText } from './join.js'
import type { Members } from './members.js'
import type { MetricsContentType } from './prom-client.js'

/** How metrics are collected and served. */
export interface JoinedMetricsOptions {
  /** How long a scrape waits for answers, in milliseconds. Default 1000; keep it below Prometheus' `scrape_timeout`. */
  readonly timeoutMs?: number
  /** Registries of this process or thread that are joined in. */
  readonly registries?: readonly MetricsSource[]
  /** The format, prom-client's `Registry.PROMETHEUS_CONTENT_TYPE` (default) or `Registry.OPENMETRICS_CONTENT_TYPE`. */
  readonly contentType?: MetricsContentType
}

const TEXT = 'text/plain; version=0.0.4; charset=utf-8'
const CONTENT_TYPES: readonly string[] = [TEXT, 'application/openmetrics-text; version=1.0.0; charset=utf-8']
/** Among the members, this process or thread itself: Node gives those that it starts numbers from 1. */
const OWN = 0
const DEFAULT_TIMEOUT_MS = 1000
/** The longest that a timer of Node can be set to. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

/**
 * One scrape of many members, of which this process's own registries are one: where they hang or throw, they hold up no scrape
 * either, and are counted as silent. What it joins is the last that each of them said.
 */
export abstract class JoinedMetrics {
  /** For the header of the response. */
  readonly contentType: MetricsContentType
  readonly #timeoutMs: number
  readonly #members: Members
  readonly #stop: () => void
  #scrape: Promise<string> | undefined

  /**
   * @param members who is asked
   * @param follow has those to come as members too, and gives what stops that
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed
   */
  constructor(members: Members, follow: (members: Members) => () => void, options: JoinedMetricsOptions) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, contentType = TEXT, registries } = options
    assertAllowed('timeoutMs', 'a number of milliseconds above 0', timeoutMs, isTimeout(timeoutMs))
    assertAllowed('contentType', CONTENT_TYPES.join(' or '), contentType, CONTENT_TYPES.includes(contentType))
    const areRegistries = registries === undefined || Array.isArray(registries)
    assertAllowed('registries', 'an array of registries', registries, areRegistries)
    this.contentType = contentType
    this.#timeoutMs = timeoutMs
    this.#members = members
    if (registries?.length !== 0) meetOwn(members, registries)
    this.#stop = follow(members)
  }

  /**
   * Asks everybody, waits for `timeoutMs` at most, and joins what is known. Calls at the same time share one scrape.
   *
   * @returns the text of all metrics, in the format of `contentType`; it does not reject
   */
  metrics(): Promise<string> {
    this.#scrape ??= this.#collect().finally(() => (this.#scrape = undefined))
    return this.#scrape
  }

  /** Follows and asks nobody any more. What is known stays, and is no longer renewed. */
  close(): void {
    this.#stop()
    this.#members.close()
  }

  async #collect(): Promise<string> {
    await atMost(this.#timeoutMs, Promise.all(this.#members.ask()))
    return joinedText(this.#members.metrics(), this.contentType)
  }
}

function meetOwn(members: Members, registries: readonly MetricsSource[] | undefined): void {
  members.meet(OWN, async () => {
    const metrics = await readSources(registries)
    // Only now: it may have been closed meanwhile.
    members.get(OWN)?.answered([metrics])
  })
}

async function atMost(ms: number, answers: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([answers, new Promise((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}

function isTimeout(ms: unknown): boolean {
  return typeof ms === 'number' && ms > 0 && ms <= LONGEST_TIMEOUT_MS
}

function assertAllowed(option: string, expected: string, got: unknown, isAllowed: boolean): void {
  if (isAllowed) return
  throw new KnexodusError('KNEXODUS_BAD_CONFIG', `${option}: expected ${expected}, got ${showValue(got)}`)
}
