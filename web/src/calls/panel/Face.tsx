import { Photo } from '#web/kit/photos/Photo.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'

const SIZE = 36

/** The picture of somebody in a list. */
export function Face({ id, parts }: { id: string; parts: { name: string; surname: string } | undefined }) {
  return (
    <Avatar id={id} person={parts ?? { name: '', surname: '' }} size={SIZE}>
      <Photo id={id} size={SIZE} />
    </Avatar>
  )
}
