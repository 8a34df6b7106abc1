import type { PageSentences, QuietCode } from '../page-errors.ts'

/** Sentences of quiet times. */
export const quietErrors: PageSentences<QuietCode> = {
  ru: {
    'quietRules.versionConflict': 'Тихое время уже изменил другой администратор. Посмотрите, что теперь действует.',
    'quietRules.hoursWrong': 'Часы кончаются раньше, чем начинаются. Поменяйте их местами.',
    'quietRules.lessonsWrong':
      'Уроки идут одновременно или кончаются раньше, чем начинаются. Проверьте расписание звонков.',
    'quietRules.holidayWrong':
      'У каникул и праздников нужны название, первый день и последний день не раньше первого. Проверьте список.',
    'quiet.versionConflict': 'Тихое время уже изменено на другом устройстве. Посмотрите, что теперь действует.',
    'quiet.hoursWrong': 'Часы кончаются раньше, чем начинаются. Поменяйте их местами.',
    'quiet.zoneUnknown': 'Такого часового пояса нет. Выберите другой в настройках устройства.',
    'quiet.pupilFollows': 'Тихое время школы действует для всех её учеников. Его меняет администратор школы.',
  },
  en: {
    'quietRules.versionConflict': 'Another administrator has already changed the quiet time. See what holds now.',
    'quietRules.hoursWrong': 'The hours end before they begin. Enter them the other way round.',
    'quietRules.lessonsWrong':
      'Lessons are at the same time, or end before they begin. Enter the bell schedule once more.',
    'quietRules.holidayWrong':
      'Holidays need a name, a first day, and a last day that is not before the first. Enter them once more.',
    'quiet.versionConflict': 'The quiet time was already changed on another device. See what holds now.',
    'quiet.hoursWrong': 'The hours end before they begin. Enter them the other way round.',
    'quiet.zoneUnknown': 'There is no such time zone. Choose another one in the settings of the device.',
    'quiet.pupilFollows': 'The quiet time of a school holds for all its pupils. Its administrator changes it.',
  },
}
