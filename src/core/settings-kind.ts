/** What a setting's text may look like, and the value it stands for. */
export interface SettingKind<T> {
  /** Completes "expected …" in a message. */
  readonly expected: string
  /** The value of a text that has been trimmed, or `undefined` when it is not one. */
  parse(text: string): T | undefined
}

/**
 * Digits, and perhaps a point with digits on both sides. Signs, exponents, hexadecimal, `.5` and `5.` are refused:
 * nobody writes those on purpose in an environment file, and a rollout must never depend on how they are guessed.
 */
const DECIMAL = /^\d+(\.\d+)?$/

/** A plain decimal number within bounds. */
export function decimal(min: number, max: number): SettingKind<number> {
  return {
    expected: `a decimal number from ${min} to ${max}`,
    parse: (text) => within(DECIMAL.test(text) ? Number(text) : NaN, min, max),
  }
}

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number): SettingKind<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (text) => within(/^\d+$/.test(text) ? Number(text) : NaN, min, max),
  }
}

/** `true` or `1`, `false` or `0`, in any case. */
export function yesOrNo(): SettingKind<boolean> {
  const values = new Map([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])
  return { expected: 'true or false', parse: (text) => values.get(text.toLowerCase()) }
}

/** One word of a list, in any case: a kill switch must not fail because somebody shouted. */
export function oneOf<T extends string>(words: readonly T[]): SettingKind<T> {
  return {
    expected: `one of ${words.join(', ')}`,
    parse: (text) => words.find((word) => word === text.toLowerCase()),
  }
}

/** Any text that is not blank. */
export function someText(): SettingKind<string> {
  return { expected: 'a text that is not empty', parse: (text) => (text === '' ? undefined : text) }
}

/** What the name of a metric may begin with: https://prometheus.io/docs/concepts/data_model */
export function metricPrefix(): SettingKind<string> {
  return textLike(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'letters, digits, _ and :, beginning with no digit')
}

/** A short name for dashboards to choose by. */
export function shortName(): SettingKind<string> {
  return textLike(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/, 'up to 63 letters, digits, _, . and -')
}

function textLike(pattern: RegExp, expected: string): SettingKind<string> {
  return { expected, parse: (text) => (pattern.test(text) ? text : undefined) }
}

function within(value: number, min: number, max: number): number | undefined {
  return value >= min && value <= max ? value : undefined
}
