import { MappingType, SpecialValueMatch } from '@grafana/grafana-foundation-sdk/dashboard'
import type { ValueMapping, ValueMappingResult } from '@grafana/grafana-foundation-sdk/dashboard'
import { FEW, NOTHING } from '../expressions.js'
import { COLOURS } from '../thresholds.js'

/** Without this a panel without data has the colour of its lowest threshold, which is green. */
export const NO_DATA: ValueMapping = {
  type: MappingType.SpecialValue,
  options: {
    match: SpecialValueMatch.NullAndNan,
    result: { text: 'no data', color: COLOURS.noData, index: 0 },
  },
}

/** Words for values that are states: `{ '0': ['invalid', 'orange'] }`. */
export function states(
  words: Readonly<Record<string, readonly [text: string, colour: string]>>,
): ValueMapping {
  const options: Record<string, ValueMappingResult> = {}
  for (const [value, [text, color]] of Object.entries(words)) {
    options[value] = { text, color, index: Object.keys(options).length + 1 }
  }
  return { type: MappingType.ValueToText, options }
}

/** Words for {@link NOTHING}: neither good nor bad. */
export function nothing(text: string): ValueMapping {
  return states({ [NOTHING]: [text, COLOURS.neutral] })
}

/** Words for {@link FEW}: too few to be good or bad. */
export function few(text: string): ValueMapping {
  return states({ [FEW]: [text, COLOURS.neutral] })
}

/** 1 is as it should be, 0 is not. */
export function yesOrNo(yes: string, no: string): ValueMapping {
  return states({ 1: [yes, COLOURS.good], 0: [no, COLOURS.warning] })
}
