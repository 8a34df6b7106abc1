import type { Locale } from '#web/kit/i18n/locale.ts'

interface ConsentText {
  title: string
  paragraphs: readonly string[]
}

/**
 * What a guardian agrees to, by version. The Russian text is the one that counts. A text that somebody may have
 * agreed to is never changed: a new one gets the next number.
 */
export const CONSENT_TEXTS: Readonly<Record<number, Readonly<Record<Locale, ConsentText>>>> = {
  1: {
    ru: {
      title: 'Согласие на обработку персональных данных ребёнка',
      paragraphs: [
        'Я родитель или иной законный представитель ребёнка. Я согласен на то, чтобы платформа «Парта» и организации, в которых учится ребёнок, обрабатывали его персональные данные, пока ему не исполнится 14 лет.',
        'Какие данные: фамилия, имя и отчество, дата рождения, адрес почты или номер телефона для входа, класс, кто его родители, сообщения ребёнка, сведения о том, когда он их читал и с каких устройств входил.',
        'Зачем: чтобы ребёнок переписывался со своим классом, учителями и семьёй в закрытом пространстве школы. Рекламы здесь нет, и данные никому не передают для рекламы.',
        'Кто видит: имя и класс видят сотрудники школы и люди класса ребёнка, сообщения видят участники чатов. Дату рождения видят только те, кто рассматривает заявки.',
        'Согласие можно отозвать в любой день на странице «Дети» или на бумаге у классного руководителя. После отзыва ребёнок сразу перестаёт видеть чаты и писать в них, и в контактах его нет. То, что он уже написал, остаётся у собеседников.',
      ],
    },
    en: {
      title: 'Consent to the processing of a child’s personal data',
      paragraphs: [
        'I am a parent or another legal guardian of the child. I agree that the platform Parta and the organisations in which the child learns process its personal data until it is 14 years old.',
        'Which data: surname, name and patronymic, date of birth, e-mail address or phone number for the sign-in, class, who its parents are, the messages of the child, when it has read them and on which devices it has signed in.',
        'What for: so that the child can write to its class, its teachers and its family in the closed space of the school. There is no advertising, and data are given to nobody for advertising.',
        'Who sees it: name and class are seen by the staff of the school and the people of the child’s class, messages by the members of the chats. The date of birth is seen only by those who decide on applications.',
        'The consent can be withdrawn on any day on the page “Children” or on paper with the class teacher. After that the child at once neither sees chats nor writes in them, and is in nobody’s contacts. What it has written stays with those who received it.',
      ],
    },
  },
}
