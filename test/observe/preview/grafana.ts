import type { Panel, Target } from '../dashboard.js'

/* What Grafana's JSON says about how a panel looks, as far as the preview follows it. */

/** A limit from which on a value has a colour; `null` is from the lowest. */
export interface Step {
  readonly value: number | null
  readonly color: string
}

/** Words and a colour for a value. */
export interface MappedText {
  readonly text?: string
  readonly color?: string
}

/** Words for values. */
export type Mapping =
  | { readonly type: 'value'; readonly options: Readonly<Record<string, MappedText>> }
  | { readonly type: 'special'; readonly options: { readonly match: string; readonly result: MappedText } }

/** How the values of one series are shown. */
export interface FieldLook {
  readonly unit?: string
  readonly decimals?: number
  readonly min?: number
  readonly max?: number
  readonly noValue?: string
  readonly mappings?: readonly Mapping[]
  readonly thresholds?: { readonly steps: readonly Step[] }
  readonly color?: { readonly mode: string; readonly fixedColor?: string }
  readonly custom?: Readonly<Record<string, unknown>>
}

interface Override {
  readonly matcher: { readonly id: string; readonly options: string }
  readonly properties: readonly { readonly id: string; readonly value: unknown }[]
}

/** A panel with its looks. */
export interface LookPanel extends Omit<Panel, 'fieldConfig' | 'targets'> {
  readonly fieldConfig?: { readonly defaults: FieldLook; readonly overrides: readonly Override[] }
  readonly options?: Readonly<Record<string, unknown>>
  readonly targets?: readonly (Target & { readonly legendFormat?: string })[]
  readonly transformations?: readonly { readonly id: string; readonly options: unknown }[]
}

/** How the series of that name looks: the panel's defaults, and over them what it says of the name. */
export function lookOf({ fieldConfig }: LookPanel, name: string): FieldLook {
  const { defaults = {}, overrides = [] } = fieldConfig ?? {}
  const own = overrides
    .filter(({ matcher }) => matches(matcher, name))
    .flatMap(({ properties }) => properties)
  return own.reduce<FieldLook>((look, { id, value }) => {
    const [first, second] = id.split('.')
    if (first === 'custom' && second) return { ...look, custom: { ...look.custom, [second]: value } }
    return { ...look, [id]: value }
  }, defaults)
}

function matches({ id, options }: Override['matcher'], name: string): boolean {
  if (id === 'byName') return options === name
  if (id !== 'byRegexp') throw new Error(`the preview knows no matcher ${id}`)
  const [, pattern = options, flags = ''] = /^\/(.*)\/(\w*)$/.exec(options) ?? []
  return new RegExp(pattern, flags).test(name)
}

/** The words that a mapping has for a value; `undefined` is no value. */
export function mapped({ mappings = [] }: FieldLook, value: number | undefined): MappedText | undefined {
  for (const mapping of mappings) {
    if (mapping.type === 'value') {
      const found = value === undefined ? undefined : mapping.options[String(value)]
      if (found !== undefined) return found
    } else if (value === undefined || Number.isNaN(value)) {
      return mapping.options.result
    }
  }
  return undefined
}

/** The colour of the highest limit that a value has reached. */
export function thresholdColour({ thresholds }: FieldLook, value: number): string {
  const reached = (thresholds?.steps ?? []).filter((step) => step.value === null || step.value <= value)
  return reached.at(-1)?.color ?? 'green'
}
