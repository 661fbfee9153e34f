import { describe } from 'vitest'

import { randomChainsAgree } from './property.js'

describe('random chains on sqlite3', () => randomChainsAgree('sqlite3'))
