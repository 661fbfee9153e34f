import { Engine } from '../../dist/fast/engine.js'
import { PlanText } from '../../dist/fast/plan-text.js'
import { Plan, Slot } from '../../dist/fast/plan.js'
import { Shortcuts } from '../../dist/fast/shortcuts/shortcuts.js'
import { Walk } from '../../dist/fast/walk.js'
import type { ResultKind } from '../../dist/fast/plan.js'

/** The places of the fast builder where a fault can sit. */
export type Place = 'ask' | 'walk' | 'plan' | 'result' | 'serve'

const { ask, walk, plan, result, serve } = Engine.prototype
const HEALTHY = { ask, walk, plan, result, serve }
const { answer } = Shortcuts.prototype
const { bind } = Walk.prototype

/** Takes every planted fault away again. */
export function heal(): void {
  Object.assign(Engine.prototype, HEALTHY)
  Shortcuts.prototype.answer = answer
  Walk.prototype.bind = bind
}

/**
 * Makes a place of the fast builder throw what `make` makes. Not by a spy of the test runner: those look at what is thrown, and
 * some of it is made to break whoever looks.
 */
export function plantThrow(place: Place, make: () => unknown): void {
  const thrower = (): never => {
    throw make()
  }
  Object.assign(Engine.prototype, { [place]: thrower })
}

/** Makes every walk throw where it comes to a certain value, in the midst of a query. Shortcuts are not asked. */
export function plantThrowAt(value: unknown, make: () => unknown): void {
  Shortcuts.prototype.answer = () => undefined
  Walk.prototype.bind = function (met) {
    if (met === value) throw make()
    bind.call(this, met)
  }
}

/** How a plan goes wrong. */
export type Spoil = (plan: Plan) => Plan

/** Makes the translator wrong: every plan it makes is spoiled. */
export function plantWrongPlans(spoil: Spoil): void {
  const { plan } = HEALTHY
  Engine.prototype.plan = function (...args) {
    const made = plan.apply(this, args)
    return made && spoil(made)
  }
}

/** Makes serving wrong: every result, proven plan or not, comes from a spoiled one. Shortcuts made before do not know of it. */
export function plantWrongServing(spoil: Spoil): void {
  const { result } = HEALTHY
  Shortcuts.prototype.answer = () => undefined
  Engine.prototype.result = function (plan, ...args) {
    return result.call(this, spoil(plan), ...args)
  }
}

/** Makes every result served carry a field too many. */
export function plantExtraField(): void {
  const { result } = HEALTHY
  Engine.prototype.result = function (...args) {
    return Object.assign(result.apply(this, args), { extra: 'field' })
  }
}

/** The plan with other text, or with its bindings from elsewhere. */
function spoilt(
  plan: Plan,
  { text, order, kind }: { text?: (sql: string) => string; order?: unknown[]; kind?: ResultKind },
): Plan {
  const inside = plan as unknown as { readonly text: PlanText; readonly order: unknown[] | undefined }
  const written = text === undefined ? inside.text : new PlanText(text(plan.canonicalSql), [])
  return new Plan(written, order ?? inside.order, kind ?? plan.kind)
}

const [FIRST, SECOND] = [new Slot(0, 0), new Slot(1, 0)]

/** Wrong in every way that a plan can be; each for a query with at least two bindings. */
export const SPOILS: Readonly<Record<string, Spoil>> = {
  'another text': (plan) => spoilt(plan, { text: (sql) => `${sql} ` }),
  'a condition less': (plan) => spoilt(plan, { text: (sql) => sql.replace(/ and .*$/, '') }),
  'no text': (plan) => spoilt(plan, { text: () => '' }),
  'bindings in another order': (plan) => spoilt(plan, { order: [SECOND, FIRST] }),
  'a binding that is a constant': (plan) => spoilt(plan, { order: [FIRST, '1'] }),
  'a binding less': (plan) => spoilt(plan, { order: [FIRST] }),
  'a binding more': (plan) => spoilt(plan, { order: [FIRST, SECOND, SECOND] }),
  'a field too many': (plan) => spoilt(plan, { kind: 'returning' }),
  'a field of another kind': (plan) => spoilt(plan, { kind: 'pluck' }),
}

/** Those that leave the text alone. */
export const SAME_TEXT = Object.keys(SPOILS).slice(3)
