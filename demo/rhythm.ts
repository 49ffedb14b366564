import type { DayNumber, Moment } from './calendar.ts'
import { isSchoolDay, isTermTime, isWorkingDay, minutesInDay, partsOf, weekdayOf } from './calendar.ts'
import type { Chance } from './chance.ts'
import { Weighed } from './chance.ts'

type Shape = {
  /** Weights of the 24 hours, Monday to Sunday and January to December. */
  hours: readonly number[]
  weekdays: readonly number[]
  months: readonly number[]
  term: number
  holiday: number
  only?: 'school days' | 'working days'
}

const evenMonths = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]
const summerMonths = [8, 8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 7]
const schoolHours = [0, 0, 0, 0, 0, 0, 0, 0, 6, 12, 14, 15, 16, 14, 12, 5, 0, 0, 0, 0, 0, 0, 0, 0]
const officeHours = [0, 0, 0, 0, 0, 0, 0, 0, 2, 10, 12, 12, 8, 10, 11, 11, 9, 3, 0, 0, 0, 0, 0, 0]

const shapes = {
  afterSchool: {
    hours: [3, 2, 1, 1, 0, 0, 1, 2, 8, 4, 5, 6, 8, 7, 8, 30, 28, 20, 16, 14, 12, 10, 7, 5],
    weekdays: [12, 12, 12, 13, 16, 14, 9], months: summerMonths, term: 12, holiday: 9,
  },
  evening: {
    hours: [9, 6, 4, 2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 10, 12, 13, 15, 17, 19, 20, 18, 13],
    weekdays: [10, 10, 11, 12, 18, 20, 13], months: summerMonths, term: 9, holiday: 12,
  },
  home: {
    hours: [9, 6, 4, 3, 2, 2, 3, 6, 6, 5, 5, 6, 7, 6, 7, 9, 11, 13, 15, 16, 17, 17, 15, 12],
    weekdays: [12, 10, 10, 10, 14, 18, 18], months: [10, 9, 9, 9, 10, 11, 11, 11, 9, 9, 9, 14], term: 10, holiday: 12,
  },
  missing: {
    hours: [8, 4, 2, 1, 1, 1, 2, 4, 6, 4, 4, 4, 5, 5, 6, 10, 13, 14, 16, 19, 22, 25, 22, 14],
    weekdays: [11, 11, 11, 12, 18, 17, 11], months: summerMonths, term: 10, holiday: 12,
  },
  schoolDay: {
    hours: schoolHours, weekdays: [11, 12, 12, 12, 11, 0, 0], months: evenMonths, term: 1, holiday: 0,
    only: 'school days',
  },
  officeDay: {
    hours: officeHours, weekdays: [12, 13, 12, 12, 9, 0, 0], months: evenMonths, term: 10, holiday: 9,
    only: 'working days',
  },
  support: {
    hours: [0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 5, 6, 6, 8, 10, 18, 20, 16, 10, 4, 0, 0, 0, 0],
    weekdays: [12, 14, 14, 14, 9, 3, 0], months: evenMonths, term: 10, holiday: 8,
  },
} as const satisfies Record<string, Shape>

export type RhythmName = keyof typeof shapes

/** When each kind of thing happens between two days: by hour, weekday, month, term and holiday. */
export class Rhythms {
  private readonly days: Record<RhythmName, Weighed<DayNumber>>
  private readonly hours: Record<RhythmName, Weighed<number>>

  constructor(since: DayNumber, until: DayNumber) {
    const daysOf = (name: RhythmName) => new Weighed(listDays(shapes[name], since, until))
    const hoursOf = (name: RhythmName) =>
      new Weighed(shapes[name].hours.map((weight, hour) => [hour, weight] as const))
    this.days = inEach(daysOf)
    this.hours = inEach(hoursOf)
  }

  when(chance: Chance, name: RhythmName): Moment {
    return chance.weigh(this.days[name]) * minutesInDay + this.hour(chance, name) * 60 + chance.below(60)
  }

  /** A time of day of this kind on a given day. */
  onDay(chance: Chance, name: RhythmName, day: DayNumber): Moment {
    return day * minutesInDay + this.hour(chance, name) * 60 + chance.below(60)
  }

  private hour(chance: Chance, name: RhythmName): number {
    return chance.weigh(this.hours[name])
  }
}

function inEach<T>(make: (name: RhythmName) => T): Record<RhythmName, T> {
  return {
    afterSchool: make('afterSchool'), evening: make('evening'), home: make('home'), missing: make('missing'),
    schoolDay: make('schoolDay'), officeDay: make('officeDay'), support: make('support'),
  }
}

function listDays(shape: Shape, since: DayNumber, until: DayNumber): readonly (readonly [DayNumber, number])[] {
  return Array.from({ length: until - since }, (_, index) => since + index)
    .filter((day) => {
      if (shape.only === 'school days') return isSchoolDay(day)
      return shape.only === undefined || isWorkingDay(day)
    })
    .map((day) => {
      const season = shape.months[partsOf(day).month - 1] ?? 1
      const weekday = shape.weekdays[weekdayOf(day)] ?? 0
      return [day, weekday * season * (isTermTime(day) ? shape.term : shape.holiday)] as const
    })
}
