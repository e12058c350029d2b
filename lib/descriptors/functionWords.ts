import { hashOfWord } from './text';

/**
 * The most frequent words that hold sentences together, by language (ISO 639-1): articles, pronouns, prepositions,
 * conjunctions, auxiliaries. Written for this use from general knowledge of the languages.
 */
const lists: Readonly<Record<string, string>> = {
  en: "the of and to in is it you that he was for on are with as his they at be this have from or had by but not what all were we when your can said there an which she do how their if will up about out them then these so some her would make like him into has more no my than been who its now did get may our just me us am does don't i'm it's could should because please thanks thank hello where why any also only over after before very here those being i a i've you're can't didn't doesn't won't isn't that's let's want need know help",
  de: 'der die das und ist nicht ein eine einen einem einer zu den dem des mit sich auf für von im auch es an als werden aus er hat dass sie nach wird bei um noch wie über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei wenn ich du wir ihr mir mich dir uns kann können keine kein bitte danke hallo wo warum sind bin habe meine mein ihre ihnen mein dieser diese dieses hier möchte was guten tag ja nein',
  fr: "le la les de des du un une et est en que qui dans pour pas sur au aux avec ce cette ces il elle ils elles nous vous je tu ne se son sa ses par plus ou mais comme on lui leur être avoir sont été fait tout bien peut mon ma mes votre vos notre nos y a ai c'est j'ai d'un d'une l'on n'est qu'il s'il où quand bonjour merci oui non très aussi suis êtes peux pouvez voudrais comment pourquoi",
  es: 'el la los las de del un una unos unas y en que es por con para no se su sus al lo como más pero le me mi mis tu te si sin sobre este esta estos estas ha hay era ser son está están fue muy ya también porque cuando donde quien nos yo él ella usted ustedes hola gracias puedo puede quiero necesito cómo qué qué dónde estoy tengo hace desde todo',
  pt: 'o a os as de do da dos das um uma e em no na nos nas que é por com para não se seu sua seus suas ao à mais mas como foi ele ela eles elas eu você vocês me meu minha nós isso este esta esse essa são está estão tem ter ser muito já também quando onde quem pelo pela até sem olá obrigado obrigada posso pode quero preciso estou tenho',
  it: "il lo la i gli le di del della dei delle dello un una uno e è in che non per con su da dal dalla al alla si sono mi ti ci vi ma come più anche questo questa questi queste quello quella ha ho hanno essere stato era nel nella nei nelle suo sua io tu lui lei noi voi loro perché quando dove chi cosa ciao grazie posso può vorrei molto già c'è dell'  l'ho un'",
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog wel naar heeft hebben deze dit die was worden door over tot je jij ik hij zij wij we u mijn uw hun ons kan kunnen geen wat waar waarom hoe wanneer zou moet graag bedankt hallo ben heb mij me al meer',
  sv: 'och att det i en ett som är på för med av den till inte har jag om var sig så men de han hon vi du från kan när nu eller ska vid min mitt hur vad där här alla detta dessa också mycket någon bara efter över skulle blir vara varit tack hej min din inga ingen behöver får era vill',
  da: 'og at det i en et som er på for med af den til ikke har jeg om var sig så men de han hun vi du fra kan når nu eller skal ved min mit hvordan hvad hvor her alle dette disse også meget nogen kun efter over ville bliver være været tak hej din ingen brug får vil mig dig min hvorfor blev',
  no: 'og at det i en et ei som er på for med av den til ikke har jeg om var seg så men de han hun vi du fra kan når nå eller skal ved min mitt hvordan hva hvor her alle dette disse også mye noen bare etter over ville blir være vært takk hei din ingen trenger får vil meg deg hvorfor ble',
  fi: 'ja on ei se että en oli hän mutta tai kun niin ovat minä sinä me te he tämä joka myös olen ole kuin jos voi vain sen hänen mitä missä miten miksi kiitos hei minun sinun olla ovatko onko nyt vielä mukaan jälkeen kanssa siitä tässä sitä mikä',
  pl: 'i w na nie z do to się że jest o a jak co po za od dla przez ale czy tak są był było być tego może już tym oraz ich jego jej jestem mnie mi ja ty my wy on ona proszę dziękuję gdzie dlaczego kiedy który która które ma mam można tylko pod przy',
  cs: 'a v na se je že to s z do o i jak ale za od pro po by jsem jsou byl byla bylo být není které který která co tak také jeho její už může až při ve ze jsme jste mi mě si ten ta kde proč kdy děkuji prosím ano ne jako nebo mám',
  ro: 'și în de la a cu pe nu o un este că din care mai pentru sau sunt se al ale ai lui ei ca dar fi am au fost ce cum unde când eu tu el ea noi voi acest această despre prin după foarte poate mulțumesc vă te îmi dacă aș avea',
  hu: 'a az és hogy nem is egy van volt de ez meg csak mint már ha el lehet én te ő mi ti ők azt ezt vagy még nagyon kell kérem köszönöm hol miért mikor hogyan lesz be ki fel le minden aki ami amely után nincs vannak szeretnék',
  tr: 've bir bu da de için ile çok daha ne o ama gibi var kadar olarak en mi mı mu değil ben sen biz siz olan her şey sonra ya ki nasıl nerede neden evet hayır teşekkürler lütfen merhaba bana sana benim olduğu oldu ise veya istiyorum yok',
  id: 'yang dan di ke dari ini itu untuk dengan tidak pada adalah saya anda kami kita mereka dia akan bisa ada atau juga sudah telah oleh karena dalam sebagai apa bagaimana di mana kapan terima kasih tolong belum lebih seperti bahwa tersebut kamu hanya',
  vi: 'và của là có không được cho trong một các những với này đã người để khi thì tôi bạn chúng ta anh chị em ở đó như nhưng vì hay cũng từ đến về ra gì sao nào xin cảm ơn vui lòng rất đang sẽ',
  hr: 'i u na je se da su za s od ne što kao ali a o to ili koji koja koje bio bila bilo biti nije sam si smo ste iz do po kako gdje zašto kada hvala molim ja ti on ona mi vi oni može već samo svoj sve nema imam želim ovaj',
  ru: 'и в не на я что он с как это по но они мы к у за из же от то для так вы бы о все она был была было быть есть если или только его её меня мне мой когда где почему может нет да уже ещё спасибо пожалуйста здравствуйте чтобы при который вам вас',
  uk: 'і в у не на я що він з як це по але вони ми до за із ж від то для так ви б про все вона був була було бути є якщо або тільки його її мене мені мій коли де чому може ні та вже ще дякую будь ласка щоб при який вам вас й',
  bg: 'и в не на аз че той с как това по но те ние към у за от ли то така вие би за всички тя беше е са съм ще да се ако или само неговия ми ме кога къде защо може няма вече още благодаря моля който бъде си',
  sr: 'и у на је се да су за с од не што као али а о то или који која које био била било бити није сам си смо сте из до по како где зашто када хвала молим ја ти он она ми ви они може већ само све нема',
  ar: 'في من على إلى عن أن هذا هذه التي الذي كان لا ما هو هي مع كل قد أو لم ثم بعد قبل أنا أنت نحن هل كيف أين متى لماذا شكرا يمكن إذا كما ذلك بين وقد وهو ليس حتى عند',
  fa: 'و در به از که این است را با برای آن یک تا بر هم نیز شد شده می ما من شما او آنها چه کجا چرا چگونه ممنون لطفا باید کرد است بود اما یا اگر هر خود های نمی',
  ur: 'اور میں کی کے ہے سے کو کا پر یہ نے ہیں کہ اس ایک بھی تھا جو نہیں کیا آپ ہم وہ مجھے کر گیا تھے لیے شکریہ ہو تو',
  hi: 'है के का की में और को से पर यह हैं ने कि एक नहीं भी मैं आप हम वह था थी थे क्या कैसे कहाँ कब क्यों धन्यवाद कृपया हो गया लिए इस तो मुझे मेरा कर',
  mr: 'आहे आणि या मध्ये च्या ची चा हे ते मी तुम्ही आम्ही नाही एक पण होते होता काय कसे कुठे धन्यवाद कृपया आहेत तर मला माझे केली',
};

/** The languages known by their words. */
export const wordLanguages: readonly string[] = Object.keys(lists);

/** A language's function words, as `hashOfWord` has them. */
export const functionWordsOf: ReadonlyMap<string, ReadonlySet<number>> = new Map(
  Object.entries(lists).map(([language, list]) => [language, new Set(list.split(/\s+/).map(hashOfWord))]),
);

/** Places in `wordLanguages` by word; a word that several languages share is weaker evidence for each. */
export const languagesOfWord: ReadonlyMap<number, readonly number[]> = invert();

function invert(): Map<number, number[]> {
  const byWord = new Map<number, number[]>();
  wordLanguages.forEach((language, place) => {
    for (const word of functionWordsOf.get(language) ?? []) {
      const languages = byWord.get(word);
      if (languages) languages.push(place);
      else byWord.set(word, [place]);
    }
  });
  return byWord;
}
