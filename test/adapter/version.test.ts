import { expect, it } from 'vitest'

import { VERSION } from '../../dist/adapter/version.js'
import { version } from '../../package.json'

it('the version that build_info tells is the package’s', () => {
  expect(VERSION).toBe(version)
})
