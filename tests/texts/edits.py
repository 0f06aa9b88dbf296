"""Edits as drafters make them, each judged by hand: does the paragraph still say the same?"""

# before | after
THE_SAME = """
De raad adviseert het kabinet. | De Raad adviseert het kabinet
Werkgevers, werknemers en kroonleden | Werkgevers, werknemers, en kroonleden
Het kabinet wil dat; de raad niet. | Het kabinet wil dat: de raad niet.
De zogenoemde "basisbaan" | De zogenoemde ‘basisbaan’
de **scholing** van werkenden | de scholing van werkenden
de *scholing* van werkenden | de scholing van werkenden
zie [het rapport](https://a.example/1) | zie [het rapport](https://a.example/2)
De raad  adviseert\u00a0het kabinet | De raad adviseert het kabinet
de arbeids\u00admarkt | de arbeidsmarkt
sociaal-economisch beleid | sociaaleconomisch beleid
het arbeidsmarkt beleid | het arbeidsmarktbeleid
cao-partijen spreken af | cao partijen spreken af
zzp'ers en zelfstandigen | zzp-ers en zelfstandigen
zzp’ers zonder personeel | zzp'ers zonder personeel
ten minste vijf dagen | tenminste vijf dagen
De werkgelegneheid groeit | De werkgelegenheid groeit
de arbeidsvoorwaaarden | de arbeidsvoorwaarden
een verantwoordelijkhied voor allen | een verantwoordelijkheid voor allen
de vertegenwordigers van partijen | de vertegenwoordigers van partijen
De raad adviseerd dit | De raad adviseert dit
Het kabinet vind dit juist | Het kabinet vindt dit juist
Dit word onderzocht | Dit wordt onderzocht
Het is beoordeelt door de commissie | Het is beoordeeld door de commissie
de de commissie stelt voor | de commissie stelt voor
een reële loonstijging | een reele loonstijging
geëvalueerd in de praktijk | geevalueerd in de praktijk
vóór de zomer | voor de zomer
5% van het loon | 5 procent van het loon
5 % van het loon | 5% van het loon
drie kroonleden | 3 kroonleden
vijfentwintig leden | 25 leden
de derde aanbeveling | de 3e aanbeveling
de 2de ronde | de tweede ronde
een bedrag van € 1000 | een bedrag van € 1.000
een bedrag van 1 000 euro | een bedrag van € 1000
een premie van € 2,50 | een premie van 2,5 euro
een groei van 1.5 procent | een groei van 1,5 procent
regels m.b.t. scholing | regels met betrekking tot scholing
bijv. in de zorg | bijvoorbeeld in de zorg
o.a. in de bouw | onder andere in de bouw
zie art. 5 van de wet | zie artikel 5 van de wet
€ 3 mld | € 3 miljard
loon & pensioen | loon en pensioen
COVID-19 in het 2e kwartaal | covid 19 in het tweede kwartaal
ILO-verdrag nr. 87 | ILO verdrag, nr 87
de Nederlandse arbiedsmarkt | de Nederlandse arbeidsmarkt
het wettelijk minimum loon | het wettelijk minimumloon
een produkt van overleg | een product van overleg
in de aktieve beroepsbevolking | in de actieve beroepsbevolking
een afstand van 5km | een afstand van 5 km
de periode 2025–2030 | de periode 2025-2030
de regel[^1] geldt | de regel geldt
"""

ANOTHER = """
De raad adviseert dit. | De raad adviseert dit niet.
Er is geen draagvlak | Er is een draagvlak
Er is nooit overleg | Er is ooit overleg
met instemming van de OR | zonder instemming van de OR
De werkgever moet scholing bieden | De werkgever kan scholing bieden
De werkgever mag scholing bieden | De werkgever moet scholing bieden
Het kabinet zal dit regelen | Het kabinet zou dit regelen
dient te worden onderzocht | kan worden onderzocht
een verhoging van 3% | een verhoging van 5%
een verhoging van 3% | een verhoging van 3 procentpunt
een bedrag van € 1.000 | een bedrag van € 10.000
een bedrag van € 1.500 | een bedrag van € 1,500
een groei van 2 procent | een groei van -2 procent
binnen drie maanden | binnen vier maanden
binnen drie maanden | binnen drie jaar
voor 1 januari 2026 | voor 1 januari 2027
voor 1 juni | voor 1 juli
één loket | een loket
10^2^ eenheden | 102 eenheden
minder dan 10 leden | < 10 leden
meer dan 10 leden | minder dan 10 leden
ten minste vijf dagen | ten hoogste vijf dagen
het minimum van de schaal | het maximum van de schaal
alle werknemers | de meeste werknemers
werknemers en zelfstandigen | werknemers of zelfstandigen
de werkgever betaalt | de werknemer betaalt
werkgever betaalt | werkgevers betaalt
het loon verhogen | het loon verlagen
import van goederen | export van goederen
de regeling invoeren | de regeling afschaffen
verkopen van huizen | verlopen van huizen
het voorstel is aangenomen | het voorstel is aangekomen
nieuwe wetten maken | nieuwe weten maken
de verlagen zijn er | de verslagen zijn er
toeslagen afbouwen | toelagen afbouwen
zij bieden hulp | zij beiden hulp
arbeidsongeschikte mensen | arbeidsgeschikte mensen
een mogelijke oplossing | een onmogelijke oplossing
De raad adviseert | De raad beveelt aan
De raad adviseert het kabinet | De raad adviseert het kabinet met klem
Ook de zorg doet mee | De zorg doet mee
voor de zomer | na de zomer
eerst scholing, dan werk | eerst werk, dan scholing
niet werken maar leren | werken maar niet leren
de FNV stelt | het CNV stelt
de bond is akkoord | de raad is akkoord
het advies wordt gevolgd | het advies werd gevolgd
het advies kan gevolgd worden | het advies kon gevolgd worden
de derde aanbeveling | de vierde aanbeveling
zie § 3.2 | zie § 3.20
in week 12 | in week 21
werknemers, tenzij zij anders kiezen | werknemers, indien zij anders kiezen
De kosten zijn 3 miljoen | De kosten zijn 3 miljard
de bond vraagt dit | de bon vraagt dit
de nood in de zorg | de noot in de zorg
het kind leert | het kid leert
vrijwillige deelname | verplichte deelname
de helft van de kosten | een kwart van de kosten
een loonsverhoging van drie procent | een loonsverlaging van drie procent
onder de AOW-leeftijd | boven de AOW-leeftijd
"""

THE_SAME_IN_ENGLISH = """
The Council recommends organising training. | The council recommends organizing training
labour market programmes | labor market programs
an ageing work force | an aging workforce
ten per cent of wages | 10 percent of wages
workers' rights | workers’ rights
one adviser out of twelve | 1 adviser out of 12
up to 5,000 workers | up to 5000 workers
the centre of the labour market, i.e. here | the center of the labor market, that is here
"""

ANOTHER_IN_ENGLISH = """
The employer shall consult | The employer may consult
The employer should consult | The employer must consult
It is legal to do so | It is illegal to do so
a causal link | a casual link
The wage gap is narrowing | The wage gap is widening
up to 5,000 workers | up to 50,000 workers
before the summer | after the summer
a minimum of two | a maximum of two
united workers | untied workers
a rise of 1.500 percent | a rise of 1,500 percent
No union objects | A union objects
"""


def pairs(table: str) -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in table.strip("\n").splitlines()]
    return [(before.strip(), after.strip()) for before, after in lines]
