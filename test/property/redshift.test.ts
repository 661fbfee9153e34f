import { describe } from 'vitest'

import { randomChainsAgree } from './property.js'

describe('random chains on redshift', () => randomChainsAgree('redshift'))
