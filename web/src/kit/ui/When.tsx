import { type DateOptions, day, exact, when } from '../i18n/dates.ts'

interface WhenProps extends DateOptions {
  at: string
  /** Only the day, where the hour says nothing. */
  dayOnly?: boolean
}

/** A moment as people say it, the whole of it under the pointer. */
export function When({ at, dayOnly = false, ...options }: WhenProps) {
  return (
    <time dateTime={at} title={exact(at, options)} className="num">
      {dayOnly ? day(at, options) : when(at, options)}
    </time>
  )
}
