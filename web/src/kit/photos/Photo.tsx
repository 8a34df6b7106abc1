import { type ComponentType, lazy, Suspense } from 'react'
import type { PersonPhotoProps } from './PersonPhoto.tsx'

/** Letters stand there until the code of photos has come, and go on to stand there without it. */
const Late = lazy<ComponentType<PersonPhotoProps>>(() =>
  import('./PersonPhoto.tsx').then(
    ({ PersonPhoto }) => ({ default: PersonPhoto }),
    () => ({ default: () => null }),
  ),
)

/** The photo of a person, or the picture of a chat, over the letters that stand in its place. */
export function Photo(props: PersonPhotoProps) {
  return (
    <Suspense>
      <Late {...props} />
    </Suspense>
  )
}
