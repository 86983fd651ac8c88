import { z } from 'zod'

/** Names of colours: https://www.w3.org/TR/css-color-4/#named-colors, and transparent. */
const NAMED = new Set(
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
  cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
  darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
  darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
  firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
  hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
  lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
  mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
  midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
  palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
  rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
  slategray slategrey snow springgreen steelblue tan teal thistle tomato transparent turquoise violet wheat white
  whitesmoke yellow yellowgreen`.split(/\s+/),
)
const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i
const NUMBER = String.raw`[+-]?(?:\d{1,5}(?:\.\d{1,6})?|\.\d{1,6})(?:%|deg|rad|turn|grad)?`
/** Three values and perhaps an alpha, apart by spaces or by commas; no word, no nesting, no quote. */
const FUNCTION = new RegExp(
  String.raw`^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\( *(?:${NUMBER}(?: +${NUMBER}){2}(?: */ *${NUMBER})?|${NUMBER}(?: *, *${NUMBER}){2,3}) *\)$`,
  'i',
)

/** Whether a text is a colour and nothing else, so that it cannot end the declaration that it is put into. */
export const isCssColour = (text: string): boolean =>
  HEX.test(text) || NAMED.has(text.toLowerCase()) || FUNCTION.test(text)

/** A colour of a host, as CSS writes it. */
export const cssColourSchema = z.string().refine(isCssColour, {
  error: 'must be a CSS colour: #1d5c50, teal, rgb(29 92 80) or oklch(45% 0.07 175)',
})
