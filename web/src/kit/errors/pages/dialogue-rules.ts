import type { DialogueRulesCode, PageSentences } from '../page-errors.ts'

export const dialogueErrors: PageSentences<DialogueRulesCode> = {
  ru: {
    'dialogueRules.versionConflict':
      'Правила общения уже изменил другой администратор. Посмотрите, что теперь действует.',
    'privacyLimit.versionConflict': 'Этот предел уже изменил другой администратор. Посмотрите, что теперь действует.',
    'retention.versionConflict': 'Этот срок уже изменил другой администратор. Посмотрите, что теперь действует.',
    'dialogueRules.adultUnfit':
      'Вторым взрослым может быть только сотрудник этой организации, которому исполнилось восемнадцать.',
  },
  en: {
    'dialogueRules.versionConflict':
      'Another administrator has changed the rules of communication. See what holds now.',
    'privacyLimit.versionConflict': 'Another administrator has changed this limit. See what holds now.',
    'retention.versionConflict': 'Another administrator has changed this time. See what holds now.',
    'dialogueRules.adultUnfit': 'Only a member of the staff of this organisation who is of age can be a second adult.',
  },
}
