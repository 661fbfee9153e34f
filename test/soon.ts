import { often } from '../dist/fast/shortcuts/often.js'

/*
 * Shapes get their shortcuts after a few builds instead of hundreds, so that whatever builds a query several times also sees
 * it built by its shortcut. Set on the built package, which is the one that is tested.
 */
often.builds = 3
