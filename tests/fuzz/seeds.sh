#!/bin/sh
# Small files in the formats of known works and of vocabularies: usage: seeds.sh DIR, into DIR/library and DIR/vocabulary.
set -u
cd "${1:?usage: seeds.sh DIR}" || exit 2
cat >library/medline <<'E'
PMID- 123456
TI  - Slow walks and low mood
      in winter.
AU  - Hill J
AU  - Moor KL
DP  - 2011 Feb
JT  - Journal of walks
TA  - J Walks
VI  - 12
AID - 10.1000/walks.7 [doi]

E
cat >library/pubmed.xml <<'E'
<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123456</PMID><Article><Journal><JournalIssue>
<Volume>12</Volume><PubDate><Year>2011</Year></PubDate></JournalIssue><Title>Journal of walks</Title></Journal><ArticleTitle>Slow walks &amp;
<i>low</i> mood</ArticleTitle><ELocationID EIdType="doi">10.1000/walks.7</ELocationID><AuthorList><Author><LastName>Hill</LastName>
<Initials>J</Initials></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>
E
printf 'title,authors,year,journal,doi,pmid,volume\r\n"Slow walks, and low mood","Hill, J; Moor, K",2011,J Walks,10.1000/walks.7,123456,12\r\n' >library/csv
printf 'Record ID,Title,Author,OriginalPaperDOI,RetractionDate,RetractionNature\r\n7,Slow walks,"Hill J;Moor K",10.1000/walks.7,1/2/2012 0:00,Retraction\r\n' \
	>library/retractions
printf '{"title":"Slow walks","author":[{"family":"Hill"}],"issued":{"date-parts":[[2011,2]]},"DOI":"10.1000/walks.7"}\n' >library/lines
cat >vocabulary/obo <<'E'
format-version: 1.2
ontology: x

[Term]
id: X:1
name: low mood
namespace: moods
synonym: "the \"blues\"" EXACT []
synonym: "sadness" RELATED [Y:2]
xref: MESH:D000001
is_a: X:2 ! mood

[Term]
id: X:2
name: mood
is_obsolete: true
E
cat >vocabulary/owl.xml <<'E'
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:oboInOwl="http://www.geneontology.org/formats/oboInOwl#">
<owl:Class rdf:about="http://x.org/X_1"><rdfs:label xml:lang="en">low mood</rdfs:label><rdfs:subClassOf rdf:resource="http://x.org/X_2"/>
<oboInOwl:hasExactSynonym>blues</oboInOwl:hasExactSynonym></owl:Class>
<skos:Concept rdf:about="http://x.org/X_2"><skos:prefLabel xml:lang="en">mood</skos:prefLabel><skos:altLabel>humour</skos:altLabel></skos:Concept>
</rdf:RDF>
E
cat >vocabulary/turtle <<'E'
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://x.org/> .
x:1 a skos:Concept ; skos:prefLabel "low mood"@en , "Tief"@de ; skos:altLabel """the
"blues" \u00e9"""@en ; skos:broader x:2 .
x:2 a skos:Concept ; skos:prefLabel "mood"@en ; skos:narrower [ a skos:Concept ] .
E
cat >vocabulary/mesh.xml <<'E'
<?xml version="1.0"?><DescriptorRecordSet LanguageCode="eng"><DescriptorRecord DescriptorClass="1"><DescriptorUI>D000001</DescriptorUI>
<DescriptorName><String>Low Mood</String></DescriptorName><TreeNumberList><TreeNumber>F01.1</TreeNumber></TreeNumberList><ConceptList>
<Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI><ConceptName><String>Low Mood</String></ConceptName><TermList><Term>
<TermUI>T1</TermUI><String>Moods, Low</String></Term></TermList></Concept></ConceptList></DescriptorRecord></DescriptorRecordSet>
E
cat >vocabulary/mesh.txt <<'E'
*NEWRECORD
RECTYPE = D
MH = Low Mood
ENTRY = Moods, Low|T1|NON|EQV
MN = F01.1
UI = D000001

E
printf 'C0000001|ENG|P|L1|PF|S1|Y|A1||M1|D000001|MSH|MH|D000001|Low mood|0|N|256|\nC0000001|ENG|S|L2|PF|S2|N|A2||M1|D000001|MSH|ET|D000001|Blues|0|N|256|\n' \
	>vocabulary/MRCONSO.RRF
printf 'id,label,synonyms,parents\nX:1,low mood,blues|the dumps,X:2\nX:2,mood,,\n' >vocabulary/table.csv
printf 'X:1\tlow mood\tblues\nX:2\tmood\t\n' >vocabulary/table.tsv
