export interface DemoChat {
  key: string
  title: string
  owner: string
  /** Of the chat of a class. */
  unit?: 'upper' | 'lower'
  members: 'staff' | 'upperParents' | 'lowerParents' | 'upperPupils' | 'lowerPupils' | readonly string[]
}

export const CHATS: readonly DemoChat[] = [
  { key: 'council', title: 'Педсовет', owner: 'director', members: 'staff' },
  { key: 'upperParents', title: '10«Б» — родители', owner: 'maths', unit: 'upper', members: 'upperParents' },
  { key: 'lowerParents', title: '8«А» — родители', owner: 'russian', unit: 'lower', members: 'lowerParents' },
  { key: 'upper', title: '10«Б» — класс', owner: 'maths', unit: 'upper', members: 'upperPupils' },
  { key: 'lower', title: '8«А» — класс', owner: 'russian', unit: 'lower', members: 'lowerPupils' },
  {
    key: 'science',
    title: 'Методобъединение естественных наук',
    owner: 'physics',
    members: ['maths', 'chemistry', 'biology', 'geography', 'informatics', 'deputy'],
  },
  {
    key: 'newYear',
    title: 'Новый год: сценарий',
    owner: 'upbringing',
    members: ['art', 'english', 'sport', 'librarian', 'history', 'maths'],
  },
  { key: 'project', title: 'Проект по физике', owner: 'physics', members: ['artem', 'eva', 'timur', 'kirill'] },
  {
    key: 'museum',
    title: 'Поездка в музей космонавтики',
    owner: 'anna',
    members: ['marina', 'gordeeva', 'yusupova', 'maths'],
  },
]

/** Dialogues of adults; their lines come under the same key. */
export const DIALOGUES: readonly { key: string; between: readonly [string, string] }[] = [
  { key: 'annaMaths', between: ['anna', 'maths'] },
  { key: 'mathsDeputy', between: ['maths', 'deputy'] },
  { key: 'mathsPsychologist', between: ['maths', 'psychologist'] },
  { key: 'directorSecretary', between: ['director', 'secretary'] },
  { key: 'russianNurse', between: ['russian', 'nurse'] },
  { key: 'mishinaMaths', between: ['mishina', 'maths'] },
]
