import { KnexodusError } from '../core/errors.js'
import { readSettings } from '../core/settings.js'
import type { Environment, Settings, SettingsReading } from '../core/settings.js'
import { VARIABLES } from '../core/settings-table.js'
import type { RolloutSettings } from '../core/rollout.js'
import type { Registry } from '../stats/prometheus.js'
import type { PinoLike } from './log-target.js'

/** What an adapter is made with. Every setting of the environment table is an option of the same meaning. */
export interface AdapterOptions extends Partial<RolloutSettings>, Partial<Omit<Settings, 'rollout'>> {
  /** Read settings from here too; options win. By default the environment is not read. */
  readonly env?: Environment
  /** Where the metrics go. By default into a registry of the adapter's own, `adapter.registry`. */
  readonly registry?: Registry
  /** A pino logger, or one with its methods. By default a pino of our own, on standard error. */
  readonly logger?: PinoLike
}

/**
 * The settings of an adapter: its options over its environment.
 *
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed
 */
export function readOptions(options: AdapterOptions): SettingsReading {
  const given = asEnvironment(options)
  const { problems } = readSettings(given)
  if (problems.length > 0) {
    throw new KnexodusError('KNEXODUS_BAD_CONFIG', problems.map(({ message }) => message).join('\n'))
  }
  return readSettings({ ...options.env, ...given })
}

/** Options are checked as the texts they would be in the environment: one grammar, one wording. */
function asEnvironment(options: AdapterOptions): Environment {
  const given: Record<string, string> = {}
  for (const [key, { name }] of Object.entries(VARIABLES)) {
    const value = options[key as keyof typeof VARIABLES]
    if (value !== undefined) given[name] = String(value)
  }
  return given
}
