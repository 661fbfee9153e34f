/*
 * Draws the dashboards as an SRE would see them, from what their queries answered in a run of the live check:
 *
 *   node --import tsx test/observe/main.ts --save saved --seconds 40
 *   npx tsx test/observe/preview/main.ts saved pages
 *
 * Writes one page for each dashboard, and prints how to make a picture of it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SavedDashboard } from '../live/save.js'
import { PAGE_WIDTH, pageOf } from './page.js'

const BROWSER =
  'chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars'

function main([saved, pages]: readonly string[]): number {
  if (saved === undefined || pages === undefined) {
    console.error('Usage: npx tsx test/observe/preview/main.ts SAVED_FOLDER PAGES_FOLDER')
    return 2
  }
  mkdirSync(pages, { recursive: true })
  for (const file of readdirSync(saved)) {
    const page = path.resolve(pages, file.replace(/\.json$/, '.html'))
    const { html, height } = pageOf(
      JSON.parse(readFileSync(path.join(saved, file), 'utf8')) as SavedDashboard,
    )
    writeFileSync(page, html)
    const picture = page.replace(/\.html$/, '.png')
    console.log(
      `${BROWSER} --window-size=${PAGE_WIDTH},${Math.ceil(height)} --screenshot=${picture} file://${page}`,
    )
  }
  return 0
}

process.exitCode = main(process.argv.slice(2))
