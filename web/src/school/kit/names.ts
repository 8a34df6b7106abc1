interface Names {
  readonly surname: string
  readonly name: string
  readonly patronymic: string
}

/** «Смирнова О. В.» */
export function shortName({ surname, name, patronymic }: Names): string {
  const letters = [name, patronymic].filter((part) => part !== '').map((part) => `${[...part][0]}.`)
  return [surname, ...letters].join('\u00a0')
}

/** «Смирнова Ольга Владимировна» */
export function fullName({ surname, name, patronymic }: Names): string {
  return [surname, name, patronymic].filter((part) => part !== '').join(' ')
}
