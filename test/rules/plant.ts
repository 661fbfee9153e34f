import { Engine } from '../../dist/fast/engine.js'
import { Plan, Slot } from '../../dist/fast/plan.js'

/** The places of the fast builder where a fault can sit. */
export type Place = 'find' | 'plan' | 'result' | 'serve'

const { find, plan, result, serve } = Engine.prototype
const HEALTHY = { find, plan, result, serve }

/** Takes every planted fault away again. */
export function heal(): void {
  Object.assign(Engine.prototype, HEALTHY)
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

/** Makes serving wrong: every result, proven plan or not, comes from a spoiled one. */
export function plantWrongServing(spoil: Spoil): void {
  const { result } = HEALTHY
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

/** Wrong in every way that a plan can be; each for a query with at least two bindings. */
export const SPOILS: Readonly<Record<string, Spoil>> = {
  'another text': (plan) => new Plan(`${plan.sql} `, plan.order, plan.kind),
  'a condition less': (plan) => new Plan(plan.sql.replace(/ and .*$/, ''), plan.order, plan.kind),
  'no text': (plan) => new Plan('', plan.order, plan.kind),
  'bindings in another order': (plan) => new Plan(plan.sql, [new Slot(1), new Slot(0)], plan.kind),
  'a binding that is a constant': (plan) => new Plan(plan.sql, [new Slot(0), '1'], plan.kind),
  'a binding less': (plan) => new Plan(plan.sql, [new Slot(0)], plan.kind),
  'a binding more': (plan) => new Plan(plan.sql, [new Slot(0), new Slot(1), new Slot(1)], plan.kind),
  'a field too many': (plan) => new Plan(plan.sql, plan.order, 'returning'),
  'a field of another kind': (plan) => new Plan(plan.sql, plan.order, 'pluck'),
}

/** Those that leave the text alone. */
export const SAME_TEXT = Object.keys(SPOILS).slice(3)
