/** Somebody of a list of a school, as it is in truth. */
export interface TruePupil {
  surname: string
  name: string
  patronymic: string
  /** YYYY-MM-DD. */
  birthDate: string
  /** Name of the class, such as `5«Б»`. */
  className: string
  /** E.164, or null where the list names none. */
  phone: string | null
}

/** Somebody who applies, with the pupil of the list that he is in truth; null is somebody who does not stand in it. */
export interface NoisyApplication extends TruePupil {
  truth: TruePupil | null
  /** What is wrong with it: `none` for those who have written what the list says. */
  noise: NoiseKind
}

export const NOISES = [
  'none',
  'yo',
  'slip',
  'swapped',
  'noPatronymic',
  'otherPatronymic',
  'dayAndMonth',
  'otherDay',
  'otherClass',
  'initial',
  'parentInstead',
  'stranger',
  'namesake',
  'double',
] as const
export type NoiseKind = (typeof NOISES)[number]

const SURNAMES =
  'Иванов Петров Сидоров Козлов Соловьёв Ковалёв Зайцев Орлов Воробьёв Королёв Ершов Белов Чернов Громов Лебедев Кузнецов Фёдоров Морозов Волков Тимофеев'.split(
    ' ',
  )
const BOYS = 'Артём Иван Пётр Матвей Семён Фёдор Егор Глеб Тимур Лев'.split(' ')
const GIRLS = 'Алёна Анна Мария Софья Ева Дарья Полина Вера Кира Арина'.split(' ')
const FATHERS = 'Иван Пётр Семён Игорь Олег Павел Артём Фёдор'.split(' ')
const LETTERS = ['А', 'Б', 'В', 'Г']

/** A reproducible source of chance between 0 and 1 (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const two = (value: number) => String(value).padStart(2, '0')

function patronymicOf(father: string, isGirl: boolean): string {
  const stem = father.replace(/[ьй]$/, '')
  const soft = stem !== father
  return `${stem}${soft ? 'е' : 'о'}в${isGirl ? 'на' : 'ич'}`
}

/** A school with brothers and sisters, twins, and namesakes in one class and in several. */
export function trueSchool(count: number, chance: () => number): TruePupil[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
  const pupils: TruePupil[] = []
  while (pupils.length < count) {
    const isGirl = chance() < 0.5
    const grade = 1 + Math.floor(chance() * 11)
    const surname = pick(SURNAMES)
    const pupil: TruePupil = {
      surname: isGirl ? `${surname}а` : surname,
      name: pick(isGirl ? GIRLS : BOYS),
      patronymic: chance() < 0.92 ? patronymicOf(pick(FATHERS), isGirl) : '',
      birthDate: `${2017 - grade}-${two(1 + Math.floor(chance() * 12))}-${two(1 + Math.floor(chance() * 28))}`,
      className: `${grade}«${pick(LETTERS)}»`,
      phone: chance() < 0.7 ? `+7903${String(1_000_000 + pupils.length * 7).slice(-7)}` : null,
    }
    pupils.push(pupil)
    // A twin, and now and then a namesake in the same class who was born on another day.
    if (chance() < 0.02)
      pupils.push({
        ...pupil,
        name: pick(isGirl ? GIRLS.filter((name) => name !== pupil.name) : BOYS.filter((name) => name !== pupil.name)),
        phone: null,
      })
    if (chance() < 0.01)
      pupils.push({ ...pupil, birthDate: shift(pupil.birthDate, 1 + Math.floor(chance() * 200)), phone: null })
  }
  return pupils.slice(0, count)
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

function slip(word: string, chance: () => number): string {
  const at = 1 + Math.floor(chance() * (word.length - 2))
  const what = chance()
  if (what < 0.34) return word.slice(0, at) + word.slice(at + 1)
  if (what < 0.67) return `${word.slice(0, at)}${word[at]}${word.slice(at)}`
  return `${word.slice(0, at)}${word[at + 1] ?? 'а'}${word[at]}${word.slice(at + 2)}`
}

/** The application of somebody of the list in which one thing is wrong. */
function spoilt(pupil: TruePupil, noise: NoiseKind, chance: () => number): NoisyApplication {
  const is = (change: Partial<TruePupil>, truth: TruePupil | null = pupil): NoisyApplication => ({
    ...pupil,
    ...change,
    truth,
    noise,
  })
  const [year, month, day] = pupil.birthDate.split('-') as [string, string, string]
  switch (noise) {
    case 'yo':
      return is({ surname: pupil.surname.replaceAll('ё', 'е'), name: pupil.name.replaceAll('ё', 'е') })
    case 'slip':
      return is(chance() < 0.5 ? { surname: slip(pupil.surname, chance) } : { name: slip(pupil.name, chance) })
    case 'swapped':
      return is({ surname: pupil.name, name: pupil.surname })
    case 'noPatronymic':
      return is({ patronymic: '' })
    case 'otherPatronymic':
      return is({ patronymic: pupil.name.endsWith('а') || pupil.name.endsWith('я') ? 'Всеволодовна' : 'Всеволодович' })
    case 'dayAndMonth':
      return Number(day) <= 12 && day !== month
        ? is({ birthDate: `${year}-${day}-${month}` })
        : is({ birthDate: shift(pupil.birthDate, 30) })
    case 'otherDay':
      return is({ birthDate: shift(pupil.birthDate, chance() < 0.5 ? 1 : 10) })
    case 'otherClass':
      return is({ className: pupil.className.replace(/«.»/, `«${pupil.className.includes('А') ? 'Б' : 'А'}»`) })
    case 'initial':
      return is({ name: pupil.name.slice(0, 1) })
    case 'parentInstead':
      return is({ name: 'Марина', patronymic: 'Юрьевна', birthDate: `${Number(year) - 28}-${month}-${day}` }, null)
    case 'namesake':
      // Somebody else with the very names, in the very class, who stands in no list.
      return is({ birthDate: shift(pupil.birthDate, 401), phone: null }, null)
    case 'stranger':
      return is(
        { surname: `Чуж${pupil.surname.toLowerCase()}`, phone: null, birthDate: shift(pupil.birthDate, 55) },
        null,
      )
    default:
      return is({})
  }
}

/**
 * Applications of pupils of a list, of which a share has something wrong; strangers, parents who have taken the wrong link, and
 * people who apply for somebody else by a second account are among it.
 */
export function noisyApplications(
  school: readonly TruePupil[],
  count: number,
  share: number,
  chance: () => number,
): NoisyApplication[] {
  const order = [...school].map((pupil) => ({ pupil, at: chance() })).sort((a, b) => a.at - b.at)
  const kinds = NOISES.filter((kind) => kind !== 'none')
  const found: NoisyApplication[] = []
  for (const { pupil } of order) {
    if (found.length >= count) break
    const noise: NoiseKind = chance() < share ? kinds[Math.floor(chance() * kinds.length)]! : 'none'
    if (noise === 'double') {
      // The pupil, and somebody who gives himself out for him.
      found.push({ ...pupil, truth: pupil, noise }, { ...pupil, phone: null, truth: null, noise })
    } else found.push(spoilt(pupil, noise, chance))
  }
  return found.slice(0, count)
}
