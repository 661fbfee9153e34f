import { describe } from 'vitest'

import { randomChainsAgree } from './property.js'

describe('random chains on mssql', () => randomChainsAgree('mssql'))
