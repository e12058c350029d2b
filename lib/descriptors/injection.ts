import { createFamilies, familiesIn, noisyOr, rounded } from './phrases';
import type { Text } from './text';

/** Up to five words between two others; each of bounded length, so that matching stays linear. */
const GAP = "(?:[\\w',-]{1,20} ){0,5}";
const form = (source: string) => new RegExp(source);

const RULES =
  '(?:instructions?|prompts?|rules?|directions?|guidelines?|directives?|messages?|commands?|orders?|context|constraints?|restrictions?|programming|training)';
const EARLIER =
  '(?:previous|prior|above|earlier|preceding|original|initial|system|all|any|your|these|those|the|every|what you were told|existing)';

const families = createFamilies([
  {
    name: 'override',
    words: 'ignore disregard forget override bypass discard neglect skip follow following attention cancel',
    weight: 0.85,
    form: form(
      `\\b(?:ignore|disregard|forget|override|bypass|discard|neglect|skip|do not follow|don't follow|stop following|pay no attention to|cancel) ${GAP}${EARLIER} ${GAP}${RULES}\\b`,
    ),
  },
  {
    name: 'forget',
    words: 'forget ignore disregard',
    weight: 0.7,
    form: /\b(?:forget|ignore|disregard) (?:everything|all|anything)(?: (?:that )?(?:you|i|we|was|were|has|have|above|before|prior|previously|earlier|said|told|written)\b|[.,:;!])/,
  },
  {
    name: 'exfiltration',
    words:
      'prompt prompts instruction instructions message messages rules guidelines directives configuration text words everything',
    weight: 0.75,
    form: form(
      `\\b(?:reveal|show|print|repeat|output|display|tell|give|share|leak|expose|dump|write|return|recite|translate|summari[sz]e|what (?:is|are|was|were) (?:your|the)|paste|copy) ${GAP}(?:system prompt|(?:system|initial|original|hidden|secret|internal|first|developer|base) (?:prompt|instructions?|messages?|rules|guidelines)|your (?:prompt|instructions?|guidelines|rules|directives|configuration)|(?:prompt|instructions?|text|words|everything|message) (?:above|before this))\\b`,
    ),
  },
  {
    name: 'new instructions',
    words: 'instruction instructions task rules directive directives prompt now instead',
    weight: 0.6,
    form: /\b(?:(?:new|updated|revised|real|actual|important) (?:instructions?|rules|directives?|system prompt) ?(?:[:=-]|are|is\b|follow)|new task ?:|from now on,? (?:you|your|act|respond|answer|ignore)|instead,? (?:of [\w' ]{1,60},? )?(?:you (?:must|will|should)|do the following|respond with|say|output|print|write)\b)/,
  },
  {
    name: 'forged role',
    words: 'system developer administrator',
    signs: [
      '<|',
      '[inst',
      '[/inst',
      '[sys',
      '[/sys',
      '<<sys',
      '<</sys',
      'im_start',
      'endoftext',
      '<system>',
      '<user>',
      '<assistant>',
      'eot_id',
      'start_header_id',
    ],
    weight: 0.8,
    form: /<\|?(?:im_start|im_end|system|endoftext|start_header_id|eot_id|assistant|user)\|?>|\[\/?(?:inst|sys|system)\]|<<\/?sys>>|(?:^|[\n.!?>#\]*] ?)#{0,3} ?(?:system|developer|administrator)(?: (?:prompt|message|override|note|update))? ?(?:\]|:)|"role" ?: ?"system"/,
  },
  {
    name: 'authority',
    words:
      'developer creator admin administrator owner openai anthropic engineer user mode access override code',
    weight: 0.5,
    form: /\b(?:i am|i'm|this is) (?:your|the|an?) (?:developer|creator|admin(?:istrator)?|owner|openai|anthropic|engineer|system administrator|root user)\b|\b(?:admin|root|sudo|debug|maintenance|god|developer|dev|super ?user|unrestricted) (?:mode|access|override)\b|\b(?:override|authori[sz]ation) code\b/,
  },
  {
    name: 'data out',
    words: 'send post upload forward exfiltrate transmit email mail e curl wget fetch',
    signs: ['![', 'fetch('],
    weight: 0.7,
    form: /!\[[^\]]{0,80}\]\(https?:\/\/[^)\s]{1,200}[?=]|\b(?:send|post|upload|forward|exfiltrate|transmit|e?-?mail) (?:[\w',-]{1,20} ){0,8}(?:to (?:https?:|www\.|[\w.+-]{1,40}@|this (?:url|address|server|endpoint|webhook)))|\b(?:curl|wget|fetch\() ?["']?https?:/,
  },
  {
    name: 'hidden from the user',
    words: "not don't never without",
    weight: 0.6,
    form: /\b(?:do not|don't|never|without) (?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|notify(?:ing)?|alert(?:ing)?|disclos(?:e|ing)) (?:[\w',-]{1,20} ){0,4}(?:users?|humans?|anyone|this instruction|these instructions|that you were told)\b/,
  },
  {
    name: 'addressed to the machine',
    words: 'ai llm model assistant chatbot bot agent gpt',
    weight: 0.45,
    form: /\b(?:attention|note to|hey|dear|listen|important message (?:to|for)|if you are|when you read this|any|as an?) (?:[\w',-]{1,20} ){0,3}(?:ai|llm|language model|assistant|chatbot|bot|agent|model|gpt)\b[ ,:!-]{1,3}(?:please |you must |you should |ignore|do|say|respond|follow|recommend|include|add|instead|reading|processing)/,
  },
  {
    name: 'encoded',
    words: 'decode base64 rot13 hex reverse morse decrypt',
    weight: 0.5,
    form: /\b(?:decode|base64|rot13|hex|reverse|morse|decrypt)\b[^.]{0,60}\b(?:and|then) (?:follow|execute|obey|do|answer|respond|comply|run|perform)\b/,
  },
  {
    name: 'override, in other languages',
    words:
      'ignorier ignoriere ignorieren vergiss missachte ignore ignorez ignorer oublie oubliez oublier ignora olvida olvide descarta descarte ignori ignorai dimentica dimentichi esqueça esqueca игнорируй забудь',
    signs: ['忽略', '无视', '忘记'],
    weight: 0.8,
    form: /\b(?:ignorier(?:e|en)?|vergiss|missachte)\b[^.]{0,40}\b(?:anweisungen|vorgaben|regeln|anleitungen|instruktionen)\b|\b(?:ignor(?:e|ez|er)|oublie[zr]?)\b[^.]{0,40}\b(?:instructions|consignes|règles)\b|\b(?:ignor[ae]|olvid[ae]|descart[ae])\b[^.]{0,40}\b(?:instrucciones|reglas|indicaciones|órdenes)\b|\b(?:ignor[aei]|dimentic[ah]i?|esque[çc]a)\b[^.]{0,40}\b(?:istruzioni|regole|instruções|regras)\b|(?:игнорируй|забудь)[^.]{0,40}(?:инструкции|указания|правила)|(?:忽略|无视|忘记)[^。]{0,15}(?:指令|指示|提示|说明)/,
  },
]);

/**
 * How much a text looks like an attempt to give the model other instructions or to draw its own out of it, in
 * [0, 1]: overriding, asking for the system prompt, forged role marks, hidden orders, data to be sent away. 0.5 is
 * a good limit. It knows phrases: a new wording is not seen, and a text about such attacks is.
 *
 * @source OWASP Top 10 for LLM applications 2025, LLM01; Perez and Ribeiro 2022, Ignore previous prompt; Greshake et al. 2023
 */
export const injection = (text: Text): number =>
  rounded(noisyOr(familiesIn(families, text).map(({ weight }) => weight)));
