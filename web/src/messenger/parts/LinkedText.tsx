import { linkify } from '../view/linkify.ts'

/** A text in which addresses can be pressed. */
export function LinkedText({ text }: { text: string }) {
  return linkify(text).map((part, index) =>
    part.t === 'text' ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
      <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  )
}
