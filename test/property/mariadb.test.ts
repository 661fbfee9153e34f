import { describe } from 'vitest'

import { randomChainsAgree } from './property.js'

describe('random chains on mariadb', () => randomChainsAgree('mariadb'))
