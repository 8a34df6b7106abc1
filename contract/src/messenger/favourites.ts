import { command } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { ChatState } from './chats.ts'

export const openFavourites = command('favourites.open', {
  summary: 'The chat of a person with himself; it is made when it is opened for the first time, and stays (FAV-01).',
  gate: 'profile',
  sweep: 'own',
  /** The id that it gets if there is none yet. */
  input: closed({ id: Id }),
  output: ChatState,
})

export const favouriteOperations = { 'favourites.open': openFavourites } as const
