import type { ChangeOrigin, Rollout, RolloutChange } from '../core/rollout.js'
import { assertStrictReading, isValidReading } from '../core/settings.js'
import type { Settings, SettingsReading } from '../core/settings.js'
import type { Engine } from '../fast/engine.js'
import { adaptInPlace, adaptedSubclass } from '../knex/adapt-client.js'
import type { ClientClass } from '../knex/adapt-client.js'
import { runLean } from '../knex/lean-runner.js'
import { nameStatements } from '../knex/named-statements.js'
import { createDeciders } from '../rollout/decider.js'
import { RolloutState } from '../rollout/rollout-state.js'
import { FileSource } from '../sources/file-source.js'
import type { RolloutWatch } from '../sources/rollout-source.js'
import { BuildStats } from '../stats/build-stats.js'
import { PLAN_CACHE_EVICTIONS } from '../stats/counters.js'
import type { MetricsView } from '../stats/metrics-view.js'
import { newRegistry, registerMetrics } from '../stats/prometheus.js'
import type { MetricRegistry, Registry } from '../stats/prometheus.js'
import type { QueryBuilderMetrics } from '../stats/query-builder-metrics.js'
import { snapshot } from '../stats/snapshot.js'
import { createRandom } from '../util/random.js'
import { BuildNotes } from './build-notes.js'
import { createLog } from './log.js'
import type { Log } from './log.js'
import { readOptions } from './options.js'
import type { AdapterOptions } from './options.js'
import { PreparedStatements } from './prepared-statements.js'
import { Prover } from './prover.js'
import { Router } from './router.js'
import { seenShape } from './seen-shape.js'
import type { SeenShape } from './seen-shape.js'
import { VERSION } from './version.js'

/**
 * One rollout with everything that belongs to it: its numbers, its plans, its log. The functions of the package are
 * those of a default adapter; make another for another database, or for a test.
 */
export class Adapter {
  private readonly settings: Settings
  private readonly configured: boolean
  private readonly state: RolloutState
  private readonly stats: BuildStats
  private readonly log: Log
  private readonly router: Router
  private readonly prepared: PreparedStatements | undefined
  private readonly watch: RolloutWatch | undefined
  private readonly subclasses = new WeakMap<object, ClientClass>()
  private engineFailed = false
  private closed = false
  private ownRegistry: Registry | undefined
  private readonly view: MetricsView

  constructor(reading: SettingsReading, options: AdapterOptions) {
    assertStrictReading(reading)
    const { settings } = reading
    this.settings = settings
    this.ownRegistry = options.registry
    this.configured = isValidReading(reading)
    this.log = createLog({ ...settings, level: settings.logLevel, logger: options.logger })
    this.state = new RolloutState(settings.rollout, { by: 'settings', reason: 'start' })
    this.stats = new BuildStats(createRandom(settings.seed, 'timing'))
    this.prepared = settings.prepared ? this.newPrepared() : undefined
    this.router = this.newRouter()
    this.state.subscribe((to, from) => {
      this.router.follow(to)
      this.log.rolloutChanged(from, to)
    })
    this.log.badConfig(reading.problems)
    this.view = this.newView()
    this.watch = this.watchFile()
    this.useOpenTelemetry()
    this.log.started({ ...settings, rollout: this.state.current })
  }

  /**
   * Adapts a Knex client class, a third party's included: the queries of its instances take this adapter's route.
   *
   * @param Client the class
   * @param options `inPlace: true` adapts the class itself; otherwise an adapted subclass is returned, the same one
   * every time
   * @throws KnexodusError `KNEXODUS_NOT_A_CLIENT` when `Client` is not a Knex client class
   * @example
   * ```ts
   * const db = knex({ client: adapter.adaptClient(MyDialect), connection })
   * ```
   */
  adaptClient<C extends ClientClass>(Client: C, { inPlace = false }: { inPlace?: boolean } = {}): C {
    if (inPlace) return this.runsOf(adaptInPlace(Client, this.router))
    const known = this.subclasses.get(Client)
    if (known !== undefined) return known as C
    const Adapted = this.runsOf(adaptedSubclass(Client, this.router))
    this.subclasses.set(Client, Adapted)
    return Adapted
  }

  /**
   * Adapts a Knex instance that exists already: only this one, and the transactions it starts from now on.
   *
   * @example
   * ```ts
   * const db = adapter.adaptKnex(knex({ client: 'pg' }))
   * ```
   */
  adaptKnex<K extends { readonly client: object }>(instance: K): K {
    const { client } = instance
    const Adapted = this.adaptClient(client.constructor as ClientClass)
    // The class of the instance's client becomes its adapted subclass: `config.client`, the class's name and
    // `instanceof` stay what they were, which handing Knex a class of ours would not leave so.
    Object.setPrototypeOf(client, Adapted.prototype as object)
    return instance
  }

  /** The numbers of this moment, as a frozen plain object. */
  getQueryBuilderMetrics(): QueryBuilderMetrics {
    return snapshot(this.stats, {
      plans: this.cache?.plans ?? 0,
      quarantinedShapes: this.cache?.quarantined ?? 0,
      rollout: this.state.current,
    })
  }

  /** Sets all counts and times to zero; plans and quarantined shapes stay. For tests. */
  resetQueryBuilderMetrics(): void {
    this.stats.reset()
  }

  /** The rollout in force. */
  getRollout(): Rollout {
    return this.state.current
  }

  /**
   * Changes the rollout of this process, at once and for every build that begins from now on.
   *
   * @param change the fields to replace, for instance `{ percentage: 10 }`; percentages are 0 to 100
   * @param origin who changes it and why: logged, and kept with the rollout
   * @returns the rollout now in force
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when a field has a value that is not allowed; nothing changes then
   * @example
   * ```ts
   * setRollout({ percentage: 10 }, { by: 'ada', reason: 'canary healthy at 1 %' })
   * ```
   */
  setRollout(change: RolloutChange, origin: ChangeOrigin): Rollout {
    return this.state.change(change, origin)
  }

  /** The query shapes seen by the fast builder and still remembered, in no particular order. */
  listShapes(): readonly SeenShape[] {
    return Object.freeze([...(this.cache?.entries() ?? [])].map(seenShape))
  }

  /** A registry of prom-client with this adapter's metrics: the one it was given, or one of its own, made when first asked for. */
  get registry(): Registry {
    if (this.ownRegistry === undefined) {
      this.ownRegistry = newRegistry()
      this.registerMetrics(this.ownRegistry)
    }
    return this.ownRegistry
  }

  /**
   * Puts this adapter's metrics into a registry, beside those of adapters with another `database`. Names that are taken there
   * stay with whoever has them.
   *
   * @param registry of any copy of prom-client; default: the default registry of the copy that Knexodus finds
   */
  registerMetrics(registry?: MetricRegistry): void {
    const { prefix } = this.settings
    const { taken, cause } = registerMetrics(this.view, {
      version: VERSION,
      prefix,
      ...(registry && { registry }),
    })
    if (taken.length > 0) this.log.metricsTaken(taken, cause)
  }

  /**
   * Ends what runs beside the queries: the rollout file is no longer watched, and the metrics leave their registries, where
   * another adapter may take their place. Queries go on as the last rollout says.
   */
  close(): void {
    this.closed = true
    this.watch?.stop()
  }

  private get cache(): Engine['cache'] | undefined {
    return this.router.engine?.cache
  }

  /** What the environment says cannot grow old: as long as it was good, it is so now. */
  private get readAt(): number {
    if (!this.configured) return 0
    return this.watch === undefined ? Date.now() : this.state.readAt
  }

  /** How the queries of an adapted class get to the database. */
  private runsOf<C extends ClientClass>(Adapted: C): C {
    nameStatements(Adapted, this.prepared)
    runLean(Adapted, this.settings.leanRunner ? this.router : undefined)
    return Adapted
  }

  private newRouter(): Router {
    const { settings, stats, log } = this
    const random = createRandom(settings.seed, 'decision')
    return new Router(
      {
        stats,
        notes: new BuildNotes(stats, log, settings),
        fallback: settings.fallback,
        random: createRandom(settings.seed, 'sampling'),
        prover: new Prover(stats.counters, log),
        deciderOf: createDeciders(random),
        loadEngine: () => this.loadEngine(),
      },
      this.state.current,
    )
  }

  private newPrepared(): PreparedStatements {
    return new PreparedStatements({
      textOf: (query) => this.router.engine?.textOf(query),
      onOff: (sqlState) => this.log.preparedOff(sqlState),
    })
  }

  /** Kysely is loaded here, and only when a rollout needs it. */
  private loadEngine(): Engine | undefined {
    const { counters } = this.stats
    try {
      const { Engine } = require('../fast/engine.js') as typeof import('../fast/engine.js')
      this.engineFailed = false
      return new Engine(this.settings.planCacheMax, () => (counters[PLAN_CACHE_EVICTIONS]! += 1))
    } catch (error) {
      this.engineFailed = true
      this.log.fellBack({ reason: 'unavailable', error })
      return undefined
    }
  }

  private watchFile(): RolloutWatch | undefined {
    const { file, rollout } = this.settings
    if (file === undefined) return undefined
    return new FileSource(file, rollout).start({
      onChange: (change, origin) => {
        this.state.markValid()
        this.state.change(change, origin)
      },
      onConfirmed: () => this.state.markRead(),
      onRecovered: () => this.state.markValid(),
      onInvalid: (error) => {
        this.state.markInvalid()
        this.log.sourceInvalid(error)
      },
    })
  }

  /** Loaded only where it is asked for; where OpenTelemetry is not there, the log says so. */
  private useOpenTelemetry(): void {
    if (!this.settings.exemplars && !this.settings.openTelemetry) return
    try {
      const { useOpenTelemetry } = require('./telemetry.js') as typeof import('./telemetry.js')
      useOpenTelemetry(this.stats, this.view, this.settings)
    } catch (error) {
      this.log.openTelemetryAbsent(error)
    }
  }

  private newView(): MetricsView {
    const { database, planCacheMax } = this.settings
    return {
      ...(database !== undefined && { database }),
      isClosed: () => this.closed,
      stats: () => this.stats,
      plans: () => this.cache?.plans ?? 0,
      planBytes: () => this.cache?.bytes ?? 0,
      maxPlans: () => planCacheMax,
      quarantinedShapes: () => this.cache?.quarantined ?? 0,
      rollout: () => this.state.current,
      rolloutValid: () => this.configured && this.state.valid,
      rolloutReadAt: () => this.readAt,
      fastAvailable: () => !this.engineFailed,
      preparedEnabled: () => this.prepared?.isOn ?? false,
    }
  }
}

/** Makes an adapter of its own; what `createAdapter` of the package does. */
export function newAdapter(options: AdapterOptions = {}): Adapter {
  const adapter = new Adapter(readOptions(options), options)
  if (options.registry !== undefined) adapter.registerMetrics(options.registry)
  return adapter
}
