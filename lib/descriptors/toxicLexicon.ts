import { createFamilies } from './phrases';

/**
 * Offensive words and phrases by how severe they are, in lower case, from general knowledge of English. A trailing
 * `*` also takes what begins with it. The list is for a monitor: it must name what it looks for.
 *
 * - hate: slurs against groups, dehumanising
 * - threat: wishes and threats of harm
 * - insult: strong insults to a person
 * - scorn: weaker insults, toxic mostly when aimed at somebody
 * - mild: words that are harmless by themselves and add up
 * - profanity: strong language that need not be aimed at anyone
 */
export const toxicWords = {
  hate: `nigger* nigga* faggot* fag fags kike* spic spics chink* gook* wetback* towelhead* raghead* sandnigger*
    tranny trannies dyke* shemale* coon coons beaner* gypo* pajeet* paki pakis subhuman* untermensch mudslime* muzzie*
    feminazi* libtard* trumptard* conservatard* republitard* democraptard* retard retards retarded mongoloid* cuck cucks cuckold* cunt*
    whore* slut* skank* thot thots incel* repugnican* repubtard* demonrat* democrap* rapefugee* degenerates
    nazi nazis neonazi* whitetrash redneck* hillbilly inbred* negro negroes`,
  threat: `kys lynched lynching lynchmob gaschamber*`,
  insult: `asshole* assholes arsehole* bastard* bitch* motherfuck* mthrfck* mofo dickhead* dick dicks douche* dumbass* dumbfuck* jackass*
    fuckface* fuckhead* fucktard* shithead* shitbag* shitstain* dipshit* bullshitter* prick pricks twat* wanker* tosser*
    scumbag* scum scumbags dirtbag* douchebag* cocksuck* moron* imbecile* idiot* halfwit* dimwit* nitwit* dumbo
    pedo pedos pedophile* paedo* pervert* rapist* traitor* parasite* maggot* cockroach* pig pigs swine filth filthy
    psychopath* sociopath* murderer* terrorist* crook* thug thugs hag skunk* turd* brainless braindead braindead simp simps crybab*
    fatass fatso lardass buttfuck* jerkoff* pussies sheeple snowflake* commie* fascist* racist* bigot* misogynist* coward* chickenshit*`,
  scorn: `stupid* dumb dumber dumbest ignorant pathetic worthless disgusting disgrace* clown clowns loser* loosers fool fools
    liar liars lunatic* demented senile hypocrite* delusional clueless vile nasty
    creep creepy idiotic moronic useless trashy repulsive despicable shameful treasonous
    brainwashed spineless uneducated fatty nutjob* nutcase* wacko* whackjob* gutless
    shitty crappy satanic`,
  mild: `fake corrupt garbage trash sick evil ugly crazy insane sheep weak criminal criminals savage savages puppet crooked cult cultist*
    cancer demon demons satan* dementia incompetent lying revolting illiterate treason communist* marxist* fraud* trailer vermin hell damn`,
  profanity: `fuck* fuk fck fucc fuq effing freaking fking fkn shit shits shitting bullshit* horseshit crap goddamn* dammit piss* pissed
    ass asses arse tits boobs cock cocks pussy wtf gtfo stfu milf porn* cum jizz blowjob* dildo* fjb fu fuckin*`,
} as const;

/** Several words that mean more together. Patterns over text in lower case with single spaces. */
export const toxicPhrases = createFamilies([
  {
    name: 'wished death',
    words:
      'kill hang shoot drown neuter die dies rot rots cancer hit raped shot covid aids burns burn suffers suffer',
    weight: 0.9,
    form: /\b(?:kill|hang|shoot|drown|neuter|off) (?:your|him|her|them)sel(?:f|ves)\b|\bgo (?:kill|hang|die)\b|\b(?:hope|wish) (?:you|he|she|they|it) (?:all )?(?:dies?|rots?|get(?:s)? (?:cancer|hit|raped|shot|covid|aids)|burns?|suffers?)\b/,
  },
  {
    name: 'called-for harm',
    words:
      'die hang hanged rot burn shot killed executed lynched gassed exterminated deported raped beaten castrated put eliminated eradicated',
    weight: 0.85,
    form: /\b(?:should|must|needs? to|deserves? to|ought to|gotta) (?:all )?(?:be )?(?:die|hang(?:ed)?|rot|burn|shot|killed|executed|lynched|gassed|exterminated|deported|raped|beaten|castrated|put down|eliminated|eradicated)\b/,
  },
  {
    name: 'threatened harm',
    words: 'kill murder rape beat stab shoot strangle hurt punch slap smack lock rot burn hell',
    weight: 0.85,
    form: /\b(?:i'?ll|i will|i'm gonna|we will|we'll|gonna|want to|wanna) (?:kill|murder|rape|beat|stab|shoot|strangle|hurt|punch|slap|smack) (?:you|him|her|them|u|ur|your|every|all)\b|\block (?:him|her|them) up\b|\brot in (?:hell|prison|jail)\b|\bburn in hell\b|\bgo to hell\b/,
  },
  {
    name: 'abuse by verb',
    words: 'fuck fck screw f suck eat kiss shut back',
    weight: 0.8,
    form: /\b(?:fuck|fck|screw|f) (?:you|u|off|him|her|them|this guy|trump|biden|joe|israel|america|republicans|democrats|liberals|cops|the police)\b|\bsuck (?:my|a|it|this)\b|\beat (?:shit|a dick)\b|\bkiss my\b|\bshut (?:the \w+ )?up\b|\bgo back to (?:your|where|africa|mexico|china|russia)\b/,
  },
  {
    name: 'set insults',
    words: 'piece pieces waste son sack scum full dumb likes loves cares',
    weight: 0.75,
    form: /\bpieces? of (?:shit|crap|garbage|trash|sh.t|work|filth|scum|human)\b|\bwaste of (?:space|oxygen|air|skin|life|sperm|flesh)\b|\bson of a (?:bitch|whore|gun)\b|\bsack of (?:shit|crap)\b|\bscum of the earth\b|\bfull of (?:shit|crap|bs)\b|\bdumb as\b|\bno one (?:likes|loves|cares about) you\b/,
  },
  {
    name: 'groups',
    words:
      'blacks black whites white jews jew muslims muslim gays gay women men mexicans mexican immigrants immigrant asians asian arabs arab christians christian liberals liberal republicans republican democrats democrat leftists leftist conservatives conservative lefties feminists feminist illegals illegal foreigners libs boomers',
    weight: 0.7,
    form: /\b(?:all|these|those|most|every|fucking|stupid|dirty|filthy|damn|you|lazy|typical) (?:blacks?|whites?|jews?|muslims?|gays?|women|mexicans?|immigrants?|asians?|arabs?|christians?|liberals?|republicans?|democrats?|leftists?|conservatives?|lefties|feminists?|illegals?|foreigners|libs|boomers) (?:are|r|is|should|need|must|have|deserve|can't|ruin|suck)\b|\bhate (?:all )?(?:blacks?|whites?|jews?|muslims?|gays?|women|men|mexicans?|immigrants?|asians?|christians?|liberals?|republicans?|democrats?|white people|black people)\b/,
  },
  {
    name: 'aimed scorn',
    words:
      'stupid dumb ignorant pathetic worthless disgusting clown clowns trash garbage fool fools liar liars evil sick vile ugly loser losers joke disgrace delusional insane useless demented senile corrupt crazy fraud criminal criminals animals monster monsters devil devils',
    weight: 0.6,
    form: /\b(?:you|you're|youre|ur|u|he's|she's|they're|he is|she is|they are|you are|is|are) (?:[\w']{1,12} ){0,3}(?:stupid|dumb|ignorant|pathetic|worthless|disgusting|a clown|clowns|trash|garbage|fools?|liars?|evil|sick|vile|ugly|losers?|a loser|a liar|a joke|a disgrace|delusional|insane|useless|demented|senile|corrupt|crazy|a fraud|a fool|criminals?|a criminal|animals|a monster|monsters|devils?|the devil)\b/,
  },
  {
    name: 'slogans',
    words: 'brandon joe bleach',
    signs: ['🖕'],
    weight: 0.5,
    form: /\blet'?s go,? brandon\b|\bgo brandon\b|\bsleepy joe\b|\bcreepy joe\b|\bdrink bleach\b|🖕/,
  },
]);
