import { css } from './colours.js'
import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import { lastOf } from './frames.js'
import type { Frame, Scene } from './frames.js'
import { mapped, thresholdColour } from './grafana.js'
import { escaped, px } from './html.js'
import { formatted } from './units.js'

/** Numbers of the last moment, each on its colour. */
export function drawStat({ frames, width, height }: Scene): Drawing {
  if (frames.length === 0) return NOTHING
  const tiles = frames.map((frame) => tile(frame, frames.length > 1, width / frames.length, height))
  return { html: `<div class="stats">${tiles.join('')}</div>`, values: frames.length }
}

function tile(frame: Frame, isNamed: boolean, width: number, height: number): string {
  const { text, colour } = shown(frame)
  const size = Math.min(height * (isNamed ? 0.42 : 0.55), (width - 16) / (text.length * 0.6))
  const name = isNamed ? `<div class="name">${escaped(frame.name)}</div>` : ''
  return `<div class="stat" style="background:${colour}">${name}<div style="font-size:${px(size)}px">${escaped(text)}</div></div>`
}

/** The words and the colour of a series' last value. */
export function shown(frame: Frame): { text: string; colour: string } {
  const { look } = frame
  const value = lastOf(frame)
  const mapping = mapped(look, value)
  const plain = value === undefined ? (look.noValue ?? '') : formatted(value, look.unit, look.decimals)
  return {
    text: mapping?.text ?? plain,
    colour: css(mapping?.color ?? thresholdColour(look, value ?? NaN)),
  }
}
