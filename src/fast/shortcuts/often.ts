/**
 * After how many builds of a shape a shortcut is made for it. Making one takes as long as a few hundred walks; an
 * application that is busy gets there at once, and a shape of every hour never. The tests want one sooner.
 */
export const often = { builds: 500 }
