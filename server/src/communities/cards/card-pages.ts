import { createCardSignin } from './card-signin.ts'
import { createCards } from './cards.service.ts'
import { createNewPupils } from './new-pupils.ts'

type Parts = Parameters<typeof createCards>[0] &
  Parameters<typeof createCardSignin>[0] &
  Parameters<typeof createNewPupils>[0]

/** Cards of a class: who prints them, who comes in by them, and new pupils who get one. */
export function createCardPages(parts: Parts) {
  return { cards: createCards(parts), cardSignin: createCardSignin(parts), newPupils: createNewPupils(parts) }
}
