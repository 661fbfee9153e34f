import { parseArgs } from 'node:util'

import { soak } from './soak/run.js'

/*
 * Ten million builds, and whether memory stays flat: `npm run bench:soak`. Options: `--builds`, `--shapes`,
 * `--percentage`, and `--plans`, how many the cache may keep (once for each; by default fewer than there are shapes, so
 * that plans come and go all the time, and then enough for all).
 */

const { values } = parseArgs({
  options: {
    builds: { type: 'string', default: '10000000' },
    shapes: { type: 'string', default: '5000' },
    percentage: { type: 'string', default: '50' },
    plans: { type: 'string', multiple: true, default: ['2000', '10000'] },
  },
})

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new RangeError(`--${option}: expected a whole number above 0, got ${text}`)
}

async function main(): Promise<void> {
  for (const plans of values.plans) {
    const plan = {
      builds: wholeNumber('builds', values.builds),
      shapes: wholeNumber('shapes', values.shapes),
      percentage: Number(values.percentage),
      planCacheMax: wholeNumber('plans', plans),
    }
    console.log(
      `\n${plan.builds} builds of ${plan.shapes} shapes at ${plan.percentage} %, ${plans} plans at most`,
    )
    const wrong = await soak(plan)
    for (const complaint of wrong) console.error(complaint)
    if (wrong.length > 0) process.exitCode = 1
  }
}

void main()
