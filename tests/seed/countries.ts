import type { Faker } from "@faker-js/faker";
import { faker as arabic } from "@faker-js/faker/locale/ar";
import { faker as czech } from "@faker-js/faker/locale/cs_CZ";
import { faker as german } from "@faker-js/faker/locale/de";
import { faker as british } from "@faker-js/faker/locale/en_GB";
import { faker as american } from "@faker-js/faker/locale/en_US";
import { faker as french } from "@faker-js/faker/locale/fr";
import { faker as hebrew } from "@faker-js/faker/locale/he";
import { faker as japanese } from "@faker-js/faker/locale/ja";
import { faker as korean } from "@faker-js/faker/locale/ko";
import { faker as polish } from "@faker-js/faker/locale/pl";
import { faker as turkish } from "@faker-js/faker/locale/tr";
import { faker as vietnamese } from "@faker-js/faker/locale/vi";
import { faker as chinese } from "@faker-js/faker/locale/zh_CN";

/** A town with the first digits of its postal codes and the place on the map; `#` is a random digit. */
export interface Town {
  readonly name: string;
  readonly zip: string;
  readonly lat: number;
  readonly lng: number;
}

/** How people of one country are called, live and are reached. */
export interface Country {
  readonly code: string;
  /** Share among the customers. */
  readonly weight: number;
  readonly faker: Faker;
  readonly familyNameFirst: boolean;
  /** Between the two names. */
  readonly gap: string;
  readonly streets: readonly string[];
  /** With `{street}` and `{number}`. */
  readonly address: string;
  readonly towns: readonly Town[];
  /** `#` is a digit. Where a country keeps numbers for films and plays, they are used. */
  readonly phones: readonly string[];
  /** `*` is the family name. */
  readonly companies: readonly string[];
  readonly vat: string;
  readonly identification: string;
}

export const COUNTRIES: readonly Country[] = [
  {
    code: "CZ",
    weight: 24,
    faker: czech,
    familyNameFirst: false,
    gap: " ",
    streets: [
      "Žitná",
      "Nádražní",
      "Křižíkova",
      "Na Příkopě",
      "Husova",
      "Dlouhá třída",
      "U Vodárny",
      "Štefánikova",
    ],
    address: "{street} {number}",
    towns: [
      { name: "Praha", zip: "1##00", lat: 50.0755, lng: 14.4378 },
      { name: "Brno", zip: "60#00", lat: 49.1951, lng: 16.6068 },
      { name: "České Budějovice", zip: "370#1", lat: 48.9747, lng: 14.4743 },
      { name: "Ústí nad Labem", zip: "400#1", lat: 50.6607, lng: 14.0323 },
    ],
    phones: ["+420 60# ### ###", "+420 77# ### ###", "72#######"],
    companies: ["* a syn s.r.o.", "*stav, a.s.", "Pekařství *"],
    vat: "CZ########",
    identification: "#########",
  },
  {
    code: "DE",
    weight: 20,
    faker: german,
    familyNameFirst: false,
    gap: " ",
    streets: [
      "Hauptstraße",
      "Goethestraße",
      "Am Mühlenbach",
      "Bahnhofstraße",
      "Königsallee",
      "Lindenweg",
      "Schloßplatz",
    ],
    address: "{street} {number}",
    towns: [
      { name: "Berlin", zip: "10###", lat: 52.52, lng: 13.405 },
      { name: "München", zip: "80###", lat: 48.1351, lng: 11.582 },
      { name: "Köln", zip: "50###", lat: 50.9375, lng: 6.9603 },
      { name: "Dresden", zip: "01###", lat: 51.0504, lng: 13.7373 },
      { name: "Lutherstadt Wittenberg", zip: "06886", lat: 51.8671, lng: 12.6484 },
    ],
    phones: ["+49 30 23125 ###", "(0)69 90009-###", "+49 89 99998 ###", "0172 #######"],
    companies: ["* GmbH & Co. KG", "Bäckerei *", "*-Technik GmbH"],
    vat: "DE#########",
    identification: "L########",
  },
  {
    code: "GB",
    weight: 10,
    faker: british,
    familyNameFirst: false,
    gap: " ",
    streets: ["High Street", "Church Lane", "Station Road", "Victoria Terrace", "King's Parade", "Mill Brow"],
    address: "{number} {street}",
    towns: [
      { name: "Leeds", zip: "LS1 #AB", lat: 53.8008, lng: -1.5491 },
      { name: "Cardiff", zip: "CF10 #DW", lat: 51.4816, lng: -3.1791 },
      { name: "Newcastle upon Tyne", zip: "NE1 #JF", lat: 54.9783, lng: -1.6178 },
    ],
    phones: ["+44 113 496 0###", "020 7946 0###", "+44 7700 900###"],
    companies: ["* & Sons Ltd", "* Consulting LLP"],
    vat: "GB#########",
    identification: "#########",
  },
  {
    code: "US",
    weight: 10,
    faker: american,
    familyNameFirst: false,
    gap: " ",
    streets: ["Maple Ave", "Oak St", "E 4th St", "Martin Luther King Jr Blvd", "County Road 12"],
    address: "{number} {street}",
    towns: [
      { name: "Springfield", zip: "62###", lat: 39.7817, lng: -89.6501 },
      { name: "Boulder", zip: "80###", lat: 40.015, lng: -105.2705 },
      { name: "Winston-Salem", zip: "27###", lat: 36.0999, lng: -80.2442 },
    ],
    phones: ["+1 (303) 555-01##", "217-555-01##"],
    companies: ["* Holdings, Inc.", "* Family Dental"],
    vat: "",
    identification: "#########",
  },
  {
    code: "PL",
    weight: 9,
    faker: polish,
    familyNameFirst: false,
    gap: " ",
    streets: ["ul. Świętokrzyska", "ul. Łąkowa", "al. Jerozolimskie", "ul. Źródlana", "os. Piastów"],
    address: "{street} {number}",
    towns: [
      { name: "Łódź", zip: "9#-###", lat: 51.7592, lng: 19.456 },
      { name: "Kraków", zip: "3#-###", lat: 50.0647, lng: 19.945 },
      { name: "Gdańsk", zip: "80-###", lat: 54.352, lng: 18.6466 },
    ],
    phones: ["+48 60# ### ###", "51# ### ###"],
    companies: ["* Sp. z o.o.", "Zakład * i Wspólnicy"],
    vat: "PL##########",
    identification: "ABC######",
  },
  {
    code: "FR",
    weight: 7,
    faker: french,
    familyNameFirst: false,
    gap: " ",
    streets: [
      "rue de l'Église",
      "avenue du Général-de-Gaulle",
      "boulevard Saint-Michel",
      "chemin des Vignes",
    ],
    address: "{number} {street}",
    towns: [
      { name: "Besançon", zip: "25000", lat: 47.2378, lng: 6.0241 },
      { name: "Saint-Étienne", zip: "42###", lat: 45.4397, lng: 4.3872 },
      { name: "Nîmes", zip: "30###", lat: 43.8367, lng: 4.3601 },
    ],
    phones: ["01 99 00 ## ##", "+33 6 39 98 ## ##"],
    companies: ["SARL *", "Établissements *", "* et Fils SAS"],
    vat: "FR###########",
    identification: "##AB#####",
  },
  {
    code: "TR",
    weight: 5,
    faker: turkish,
    familyNameFirst: false,
    gap: " ",
    streets: ["İstiklal Caddesi", "Atatürk Bulvarı", "Güneş Sokak", "Çınar Sokağı"],
    address: "{street} No: {number}",
    towns: [
      { name: "İzmir", zip: "35###", lat: 38.4237, lng: 27.1428 },
      { name: "Şanlıurfa", zip: "63###", lat: 37.1674, lng: 38.7955 },
    ],
    phones: ["+90 53# ### ## ##", "0232 4## ## ##"],
    companies: ["* Ticaret A.Ş.", "* İnşaat Ltd. Şti."],
    vat: "TR##########",
    identification: "###########",
  },
  {
    code: "VN",
    weight: 4,
    faker: vietnamese,
    familyNameFirst: true,
    gap: " ",
    streets: ["đường Nguyễn Huệ", "phố Hàng Bông", "đường Trần Hưng Đạo"],
    address: "{number} {street}",
    towns: [
      { name: "Đà Nẵng", zip: "550###", lat: 16.0544, lng: 108.2022 },
      { name: "Hà Nội", zip: "100###", lat: 21.0278, lng: 105.8342 },
    ],
    phones: ["+84 90 ### ####", "091 ### ####"],
    companies: ["Công ty TNHH *"],
    vat: "",
    identification: "0###########",
  },
  {
    code: "JP",
    weight: 4,
    faker: japanese,
    familyNameFirst: true,
    gap: " ",
    streets: ["中央", "本町", "桜丘", "緑ヶ丘"],
    address: "{street}3丁目{number}番地",
    towns: [
      { name: "横浜市", zip: "22#-00##", lat: 35.4437, lng: 139.638 },
      { name: "札幌市", zip: "060-00##", lat: 43.0618, lng: 141.3545 },
    ],
    phones: ["+81 90-####-####", "045-###-####"],
    companies: ["株式会社*", "*商店"],
    vat: "",
    identification: "TR#######",
  },
  {
    code: "CN",
    weight: 2,
    faker: chinese,
    familyNameFirst: true,
    gap: "",
    streets: ["人民路", "中山路", "解放大道"],
    address: "{street}{number}号",
    towns: [{ name: "杭州市", zip: "310###", lat: 30.2741, lng: 120.1551 }],
    phones: ["+86 138 #### ####"],
    companies: ["*贸易有限公司"],
    vat: "",
    identification: "E########",
  },
  {
    code: "KR",
    weight: 2,
    faker: korean,
    familyNameFirst: true,
    gap: "",
    streets: ["세종대로", "테헤란로"],
    address: "{street} {number}",
    towns: [{ name: "부산광역시", zip: "48###", lat: 35.1796, lng: 129.0756 }],
    phones: ["+82 10-####-####"],
    companies: ["주식회사 *"],
    vat: "",
    identification: "M########",
  },
  {
    code: "EG",
    weight: 2,
    faker: arabic,
    familyNameFirst: false,
    gap: " ",
    streets: ["شارع التحرير", "شارع الهرم"],
    address: "{number} {street}",
    towns: [{ name: "القاهرة", zip: "11###", lat: 30.0444, lng: 31.2357 }],
    phones: ["+20 10 #### ####"],
    companies: ["شركة *"],
    vat: "",
    identification: "A########",
  },
  {
    code: "IL",
    weight: 1,
    faker: hebrew,
    familyNameFirst: false,
    gap: " ",
    streets: ["רחוב הרצל", "שדרות בן גוריון"],
    address: "{street} {number}",
    towns: [{ name: "חיפה", zip: "31#####", lat: 32.794, lng: 34.9896 }],
    phones: ["+972 50-###-####"],
    companies: ['* בע"מ'],
    vat: "",
    identification: "#########",
  },
];
