import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import { lastOf } from './frames.js'
import type { Scene } from './frames.js'
import { escaped, px } from './html.js'
import { shown } from './stat.js'

/** One bar for each series. */
export function drawBars({ frames, height }: Scene): Drawing {
  if (frames.length === 0) return NOTHING
  const row = Math.min(40, (height - 8) / frames.length)
  const bars = frames.map((frame) => {
    const { text, colour } = shown(frame)
    const { min = 0, max = 1 } = frame.look
    const share = Math.min(1, Math.max(0, ((lastOf(frame) ?? 0) - min) / (max - min)))
    const bar = `<div class="bar"><div style="width:${px(share * 100)}%;background:${colour}"></div></div>`
    return `<div class="row" style="height:${px(row)}px"><span>${escaped(frame.name)}</span>${bar}<b style="color:${colour}">${escaped(text)}</b></div>`
  })
  return { html: `<div class="bars">${bars.join('')}</div>`, values: frames.length }
}
