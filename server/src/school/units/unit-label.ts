interface Labelled {
  readonly name: string
  readonly class_name: string | null
  readonly subject_name: string | null
}

/** What a class or group is called in one line: «5Б», «Математика (5Б)», «Английский язык, гр. 2 (5Б)». */
export function unitLabel({ name, class_name, subject_name }: Labelled): string {
  if (class_name === null) return name
  const learned = [subject_name ?? '', name].filter((part) => part !== '').join(', ')
  return `${learned} (${class_name})`
}
