/** For every entry of the starter lexicon: texts with what is found in them, and texts in which it stays silent. */
type Example = { found: readonly (readonly [text: string, found: string])[]; silent: readonly string[] }

export const examples: Readonly<Record<string, Example>> = {
  'putting-at-risk': {
    found: [
      ['She keeps putting herself at risk.', 'putting herself at risk'],
      ['They are putting themselves at serious risk.', 'are putting themselves at serious risk'],
      ['He puts himself at risk', 'puts himself at risk'],
      ['She has put herself at risk', 'has put herself at risk'],
      ['He placed himself in danger', 'placed himself in danger'],
      ['she was PUTTING HERSELF AT RISK', 'was PUTTING HERSELF AT RISK'],
      ['putting him/herself at risk', 'putting him/herself at risk'],
    ],
    silent: ['The driver was putting others at risk.', 'Put the risk assessment at the front.',
      'Putting herself first.'],
  },
  'sexual-activity-with': {
    found: [
      ['There was sexual activity with an adult.', 'sexual activity with'],
      ['She engaged in sexual activity with him.', 'engaged in sexual activity with'],
      ['He is engaging in sexual activity with a man.', 'is engaging in sexual activity with'],
    ],
    silent: ['Charged with sexual activity with a child.', 'No sexual activity was reported.'],
  },
  'sexually-active-under-13': {
    found: [
      ['Sexually active since the age of 12.', 'Sexually active'],
      ['This twelve-year-old is sexually active.', 'sexually active'],
    ],
    silent: ['She is 15 years old and sexually active.', 'Advice for sexually active adults.'],
  },
  'contacting-adults': {
    found: [
      ['She has been contacting adult males via the internet.', 'been contacting adult males'],
      ['He contacts older women on Snapchat', 'contacts older women'],
      ['She is messaging an older man online', 'is messaging an older man'],
    ],
    silent: ['We are contacting adult services via email.', 'Staff contacted the adult male who lives there.'],
  },
  'sex-in-return': {
    found: [
      ['Offering drugs in return for sex.', 'Offering drugs in return for sex'],
      ['She offered sex in exchange for money', 'offered sex in exchange for money'],
      ['He is exchanging sex for drugs', 'is exchanging sex for drugs'],
    ],
    silent: ['Offering help in return for nothing.', 'The shop exchanges money for vouchers.'],
  },
  'involved-in-exploitation': {
    found: [
      ['She is involved in CSE.', 'is involved in CSE'],
      ['He was involved in county lines', 'was involved in county lines'],
      ['a boy involved in criminal exploitation', 'involved in criminal exploitation'],
    ],
    silent: ['She is involved in CSE training.', 'Men involved in CSE were charged.', 'He is involved in football.'],
  },
  'in-a-relationship-with': {
    found: [
      ['She is in a relationship with an older man.', 'is in a relationship with'],
      ['in a relationship with a 27-year-old', 'in a relationship with'],
      ['He has been in a relationship with his dealer', 'has been in a relationship with'],
    ],
    silent: ['Mother is in a relationship with an older man.', 'She is in a relationship with a boy in her class.'],
  },
  'associating-with': {
    found: [
      ['He is associating with a gang.', 'is associating with'],
      ['She associates with older men', 'associates with'],
      ['seen hanging around with a local gang', 'hanging around with'],
    ],
    silent: ['He is associating with his football team.', 'She likes spending time with her aunt.'],
  },
  'sending-explicit-pictures': {
    found: [
      ['She has been sending explicit pictures to an adult.', 'been sending explicit pictures to an adult'],
      ['He sent sexually explicit images to an older man', 'sent sexually explicit images to an older man'],
      ['sending nude photos of herself', 'sending nude photos of herself'],
    ],
    silent: ['An adult sent explicit pictures to the child.', 'He was sending holiday pictures to an adult.'],
  },
  'money-mule': {
    found: [['He was a money mule.', 'was a money mule'], ['Money muling', 'Money muling'],
      ['money mules', 'money mules']],
    silent: ['The mule was in the field.', 'His money was taken.'],
  },
  'plugging': {
    found: [
      ['He is plugging drugs.', 'is plugging drugs'], ['She had plugged wraps', 'had plugged wraps'],
      ['concerns about plugging', 'plugging'],
    ],
    silent: ['Plugging the gap in provision.', 'He plugged in the heater.', 'The plug was missing.'],
  },
  'slave': {
    found: [['He was kept as a slave.', 'slave'], ['used as slaves', 'slaves']],
    silent: ['A victim of modern slavery.', 'A lesson on the slave trade.'],
  },
  'child-prostitution': {
    found: [
      ['Concerns of child prostitution.', 'child prostitution'],
      ['She is prostituting herself', 'is prostituting herself'], ['he sold himself', 'sold himself'],
    ],
    silent: ['Laws on prostitution of adults.', 'He sold himself short in the interview.'],
  },
  'drug-running': {
    found: [
      ['He has been drug running.', 'been drug running'], ['she is running county lines', 'is running county lines'],
      ['couriering for others', 'couriering'], ['a known drug runner', 'drug runner'],
    ],
    silent: ['The group is running county lines.', 'She enjoys running.', 'The parcel came by courier.'],
  },
  'gang-member': {
    found: [['He is a gang member.', 'gang member'], ['Known gang associates', 'gang associates']],
    silent: ['A gang member aged 34 was arrested.', 'Members of the gang show ensemble.'],
  },
  'gang-affiliated': {
    found: [
      ['He is gang-affiliated.', 'gang-affiliated'], ['gang affiliated peers', 'gang affiliated'],
      ['Gang affiliation', 'Gang affiliation'],
    ],
    silent: ['An affiliated school.', 'The gang’s affiliated businesses.'],
  },
  'nominal': {
    found: [['He is a nominal.', 'nominal'], ['top ten gang nominals', 'gang nominals']],
    silent: ['A nominal fee is payable.', 'The man, a nominal aged 41, was seen.'],
  },
  'lifestyle-choice': {
    found: [['It is a lifestyle choice.', 'lifestyle choice'], ['a risky lifestyle', 'risky lifestyle']],
    silent: ['A healthy lifestyle.', 'Her choice of college.'],
  },
  'choosing-to': {
    found: [
      ['She is choosing to stay with him.', 'is choosing to'], ['He chooses to carry a knife', 'chooses to'],
      ['the child chose to leave', 'chose to'],
    ],
    silent: ['The school chose to exclude him.', 'She chose to speak with us.', 'They are choosing a present.'],
  },
  'promiscuous': {
    found: [['She is promiscuous.', 'is promiscuous'], ['Promiscuity noted', 'Promiscuity']],
    silent: ['She gave a promise.', 'The prominent man.'],
  },
  'boyfriend-of-exploiter': {
    found: [
      ['her older boyfriend', 'boyfriend'], ['Her 24-year-old boyfriend drove her.', 'boyfriend'],
      ['his girlfriend, aged 30, gave him', 'girlfriend'], ['the boyfriend who is grooming her', 'boyfriend'],
    ],
    silent: ['Her 15-year-old boyfriend.', 'Her mother’s older boyfriend moved in.', 'She has a boyfriend in year 10.'],
  },
  'streetwise': {
    found: [['He is streetwise.', 'streetwise'], ['very street-wise', 'street-wise']],
    silent: ['The street was wide.', 'A wise decision on the street.'],
  },
  'mature-for-age': {
    found: [['She is mature for her age.', 'mature for her age'], ['older than his years', 'older than his years']],
    silent: ['A mature oak.', 'He is 19 and mature for his age.'],
  },
  'acts-older': {
    found: [['He acts older.', 'acts older'], ['She looks much older than her age', 'looks much older than her age']],
    silent: ['He looks older than the second boy.', 'The document looks old.'],
  },
  'young-man-woman': {
    found: [['A young man was found.', 'young man'], ['this young lady', 'young lady'], ['Young males', 'Young males']],
    silent: ['A young man aged 19 gave a statement.', 'A young person was found.'],
  },
  'refuses-to-engage': {
    found: [
      ['He refuses to engage with us.', 'refuses to engage'], ['She has refused to engage', 'has refused to engage'],
      ['is not engaging', 'not engaging'], ['He won’t engage', 'won’t engage'],
    ],
    silent: ['She refuses to eat.', 'He is able to engage.'],
  },
  'non-compliant': {
    found: [['She is non-compliant.', 'non-compliant'], ['noncompliant', 'noncompliant'],
      ['Non compliant', 'Non compliant']],
    silent: ['A compliant supplier.', 'The form is not compliant.'],
  },
  'hard-to-reach': {
    found: [['A hard-to-reach family.', 'hard-to-reach'], ['difficult to engage', 'difficult to engage']],
    silent: ['She is hard to reach by phone.', 'It was hard to say.'],
  },
  'did-not-attend': {
    found: [['DNA x 2', 'DNA'], ['Child DNA her appointment.', 'DNA her appointment'], ['She DNA’d twice', 'DNA’d']],
    silent: ['A DNA sample was taken.', 'dna', 'His DNA was on the knife.', 'DNA evidence', 'Dna', 'DNA recovered'],
  },
  'absconded': {
    found: [
      ['He absconded.', 'absconded'], ['She had absconded from placement', 'had absconded'],
      ['likely to abscond', 'abscond'], ['absconds', 'absconds'], ['was absconding', 'absconding'],
      ['an absconder', 'absconder'],
    ],
    silent: ['A sconce on the wall.', 'He was missing.'],
  },
  'runaway': {
    found: [['She is a runaway.', 'runaway'], ['Runaways', 'Runaways']],
    silent: ['A runaway train.', 'The runway.'],
  },
  'awol': {
    found: [['He went AWOL.', 'went AWOL'], ['awol since Monday', 'awol']],
    silent: ['Missing since Monday.', 'A wolf.'],
  },
  'known-to-services': {
    found: [
      ['The family is known to services.', 'known to services'], ['Well known to services', 'Well known to services'],
      ['known to children’s services', 'known to children’s services'],
      ['known to social care', 'known to social care'],
    ],
    silent: ['She is not previously known to services.', 'He is known to his neighbours.', 'unknown to services'],
  },
  'frequent-missing': {
    found: [['A frequent misper.', 'frequent misper'], ['repeat missing person', 'repeat missing person']],
    silent: ['Frequent visits.', 'A missing person report.'],
  },
  'attention-seeking': {
    found: [
      ['attention-seeking', 'attention-seeking'],
      ['It is attention seeking behaviour.', 'attention seeking behaviour'],
    ],
    silent: ['Seeking medical attention.', 'He paid attention.'],
  },
  'prolific': {
    found: [['He is a prolific offender.', 'prolific offender'], ['She is very prolific', 'is very prolific']],
    silent: ['A prolifically beautiful garden.', 'A prolific reader.', 'A prolific offender aged 30.'],
  },
  'child-perpetrator': {
    found: [['The child perpetrator was seen.', 'child perpetrator'], ['young perpetrators', 'young perpetrators']],
    silent: ['The perpetrator approached the child.', 'The adult perpetrator.'],
  },
  'perpetrator-who-is-a-child': {
    found: [
      ['The perpetrator is a pupil.', 'perpetrator'], ['the perpetrator, aged 14, ran', 'perpetrator'],
      ['A 15-year-old perpetrator', 'perpetrator'],
    ],
    silent: ['The perpetrator approached the child.', 'The perpetrator, aged 34, was arrested.'],
  },
  'disclosed-that': {
    found: [['She disclosed that he hit her.', 'disclosed that'], ['discloses that', 'discloses that']],
    silent: ['The record was disclosed to us.', 'That was disclosed.'],
  },
  'disclosed': {
    found: [
      ['She disclosed abuse.', 'disclosed'], ['The child has disclosed to a teacher', 'disclosed to'],
      ['He later made a disclosure', 'made a disclosure'],
    ],
    silent: ['Records were disclosed under the agreement.', 'He disclosed documents.',
      'Disclosed in accordance with law.'],
  },
  'made-allegations': {
    found: [
      ['She made allegations against her uncle.', 'made allegations against'],
      ['He is making an allegation', 'making an allegation'],
    ],
    silent: ['An allegation of sexual abuse was recorded.', 'She made a cake.'],
  },
}
