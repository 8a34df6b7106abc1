import type { ru } from './photo.ru.ts'

export const en: typeof ru = {
  title: 'Photo',
  sub: 'People recognise you by it in chats and lists.',
  loading: 'Loading the photo',
  empty: 'There is no photo yet. Your initials stand in its place.',
  remove: 'Delete the photo',
  removed: 'The photo is deleted',
  saved: 'The photo is saved',
  whoSees:
    'You decide who sees the photo. A pupil is seen by the own class, the family and the administrators of the organisation only.',
  privacy: 'Privacy settings',
  taken: 'An administrator of the organisation took the photo away.',
}
