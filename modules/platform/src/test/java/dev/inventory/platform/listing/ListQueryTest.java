package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.failure.Rejected;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryTest {

    private static final Listing THINGS = Listing.of("Thing", "t")
            .field("id", "t.id", Kind.ID)
            .field("name", "t.name", Kind.TEXT)
            .field("size", "t.size", Kind.NUMBER)
            .field("type.id", "t.typeId", Kind.ID)
            .field("status", "t.status", Kind.BOOLEAN)
            .field("seen", "t.seen", Kind.INSTANT)
            .hidden("secretless", "t.other", Kind.TEXT)
            .searched("name", "secretless")
            .joinIfAsked("m", "LEFT JOIN Measured m ON m.id = t.id")
            .hidden("heat", "m.heat", Kind.NUMBER)
            .hidden("colour", "t.colour", Kind.TEXT)
            .hidden("box.side", "t.side", Kind.NUMBER)
            .hidden("box.mark", "t.mark", Kind.TEXT)
            .derived("sum", List.of("m.heat", "t.size"), columns -> columns.size())
            .nested("owner", "t.ownerId", ids -> Map.of(), List.of("id", "name"), List.of("mail"))
            .choices("colour", List.of("red", "green"))
            .compared("secretless", "t.otherKey", text -> Optional.of(text.toLowerCase(Locale.ROOT)), "")
            .filterEach("word", Kind.TEXT, (value, criteria) -> criteria.and("t.word = ?", value))
            .filter("since", Kind.INSTANT, (value, criteria) -> criteria.and("t.seen >= ?", value))
            .flag("refresh")
            .build();

    private static ListQuery parse(String... parameters) {
        return ListQuery.parse(THINGS, map(parameters));
    }

    private static Map<String, Object> errors(String... parameters) {
        return catchThrowableOfType(Rejected.class, () -> parse(parameters)).fields();
    }

    private static Map<String, List<String>> map(String... parameters) {
        return Arrays.stream(parameters)
                .map(p -> p.split("=", 2))
                .collect(Collectors.groupingBy(p -> p[0], Collectors.mapping(p -> p[1], Collectors.toList())));
    }

    @ParameterizedTest
    @CsvSource({"limit=7,7,0", "limit=100,100,0", "limit=5000,100,0", "limit=0,20,0", "offset=40,20,40"})
    void pagesAreLimited(String parameter, int limit, long offset) {
        ListQuery query = parse(parameter);

        assertThat(query.limit()).isEqualTo(limit);
        assertThat(query.offset()).isEqualTo(offset);
    }

    @Test
    void badPagesAreFieldErrors() {
        assertThat(errors("limit=ten", "offset=-1")).containsOnlyKeys("limit", "offset");
    }

    @Test
    void lookupsBecomeBoundConditions() {
        ListQuery query = parse("name__ic=50%_off!", "size__gte=3", "type=4", "status=False", "name__in=a,b");

        assertThat(query.criteria().where())
                .contains(", LOWER(t.name)) > 0")
                .contains("t.size >= :p")
                .contains("t.typeId = :p")
                .contains("t.status = :p")
                .contains("t.name IN :p");
        assertThat(query.criteria().parameters().values()).contains("50%_off!", 3L, 4L, false, List.of("a", "b"));
    }

    @Test
    void textNeverReachesTheQueryUnbound() {
        ListQuery query = parse("name=x' OR '1'='1", "search=a' b?");

        assertThat(query.criteria().where()).doesNotContain("'1'").doesNotContain("b?");
    }

    @Test
    void unknownParametersNameTheNearest() {
        assertThat(errors("nam=x", "name__regex=x", "status__gt=1"))
                .containsEntry("nam", List.of("Unknown parameter 'nam'. Did you mean 'name'?"))
                .containsKeys("name__regex", "status__gt");
    }

    @Test
    void orderingEndsWithTheId() {
        assertThat(parse("ordering=-size,name").ordering()).hasToString("[-size, name, id]");
        assertThat(parse("ordering=-id").ordering()).hasToString("[-id]");
        assertThat(parse().ordering()).hasToString("[id]");
        assertThat(errors("ordering=weight")).containsKey("ordering");
    }

    @Test
    void searchWantsEveryTermInAnyField() {
        ListQuery query = parse("search=core rack");

        assertThat(query.criteria().where())
                .isEqualTo(" WHERE (LOCATE(:p0, LOWER(t.name)) > 0 OR LOCATE(:p1, LOWER(t.other)) > 0)"
                        + " AND (LOCATE(:p2, LOWER(t.name)) > 0 OR LOCATE(:p3, LOWER(t.other)) > 0)");
    }

    @Test
    void badValuesAreFieldErrors() {
        assertThat(errors("status=maybe", "type=x", "since=soon", "refresh=perhaps", "size__in=1,x"))
                .containsOnlyKeys("status", "type", "since", "refresh", "size__in");
    }

    @Test
    void filtersAndFlagsAreRead() {
        ListQuery query = parse("since=2024-01-15", "refresh=True");

        assertThat(query.flag("refresh")).isTrue();
        assertThat(query.criteria().where()).isEqualTo(" WHERE t.seen >= :p0");
    }

    @Test
    void anEmptyScopeMeetsNothing() {
        assertThat(new Criteria().within(OrganizationScope.NOTHING, "t.org").where())
                .isEqualTo(" WHERE (t.org IS NULL AND t.org IS NOT NULL)");
        assertThat(new Criteria().within(OrganizationScope.EVERYTHING, "t.org").where())
                .isEmpty();
        assertThat(new Criteria()
                        .within(OrganizationScope.of(Set.of(3L)), "t.org")
                        .where())
                .isEqualTo(" WHERE t.org IN :p0");
    }

    @Test
    void onlyNamedFieldsAreRead() {
        assertThat(parse("fields=name,type").shown().stream().map(Listing.Field::path))
                .containsExactly("t.name", "t.typeId");
        assertThat(parse("fields=secretless").columns()).containsExactly("secretless");
        assertThat(parse("brief=true").columns()).containsExactly("id");
        assertThat(parse("brief=0").columns())
                .containsExactly("id", "name", "size", "type.id", "status", "seen", "owner.id", "owner.name");
        assertThat(errors("fields=nam,id"))
                .containsEntry("fields", List.of("There is no field 'nam'. Did you mean 'name'?"));
        assertThat(errors("fields=id", "brief=true")).containsOnlyKeys("brief");
    }

    @Test
    void nestedObjectsAreReadByTheirFields() {
        assertThat(parse("fields=owner").columns()).containsExactly("owner.id", "owner.name");
        assertThat(parse("fields=owner.mail,owner.name").columns()).containsExactly("owner.name", "owner.mail");
        assertThat(parse("fields=owner,owner.mail").columns()).containsExactly("owner.id", "owner.name", "owner.mail");
        // what is never shown unasked is asked for as a whole, too
        assertThat(parse("fields=box").columns()).containsExactly("box.side", "box.mark");
        assertThat(parse("fields=box.mark").columns()).containsExactly("box.mark");
        assertThat(errors("fields=owner.age").get("fields").toString()).contains("owner.name");
        assertThat(errors("fields=qqqqqqq").get("fields").toString())
                .contains("Choose from: id, name, size")
                .contains("box, ")
                .contains("sum");
    }

    @Test
    void whatIsJoinedOnDemandIsJoinedForThoseWhoAsk() {
        String join = "LEFT JOIN Measured m";

        assertThat(THINGS.from("t.id, t.name", "")).doesNotContain(join);
        assertThat(THINGS.from("t.id", parse("heat__gt=3").criteria().where())).contains(join);
        assertThat(THINGS.from(parse("fields=sum").shown().get(0).path())).contains(join);
        assertThat(errors("ordering=sum", "sum=1")).containsOnlyKeys("ordering", "sum");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(errors("colour=blue", "colour__in=red,blu", "colour__n=x"))
                .containsOnlyKeys("colour", "colour__in", "colour__n")
                .containsEntry("colour", List.of("\"blue\" is not a valid choice. Valid choices: red, green."));
        assertThat(parse("colour=RED").criteria().parameters().values()).containsExactly("red");
        assertThat(parse("colour__ic=re").criteria().where()).isEqualTo(" WHERE LOCATE(:p0, LOWER(t.colour)) > 0");
    }

    @Test
    void spellingsAreComparedByTheirOneForm() {
        ListQuery query = parse("secretless=ABC", "secretless__isw=Q");

        assertThat(query.criteria().where()).contains("t.otherKey = :p").contains("LOCATE(:p");
        assertThat(query.criteria().parameters().values()).contains("abc", "q");
    }

    @Test
    void aRepeatedFilterMeansAnyOfItsValues() {
        assertThat(parse("type=1", "type=2").criteria().where()).isEqualTo(" WHERE t.typeId IN :p0");
        assertThat(parse("type=1", "type=2").asked("type")).containsExactly(1L, 2L);
        assertThat(parse("size__gt=5", "size__gt=7").criteria().where())
                .isEqualTo(" WHERE (t.size > :p0 OR t.size > :p1)");
        assertThat(parse("since=2024-01-15", "since=2024-01-16").criteria().where())
                .isEqualTo(" WHERE (t.seen >= :p0 OR t.seen >= :p1)");
        assertThat(parse("word=a", "word=b").criteria().where()).isEqualTo(" WHERE t.word = :p0 AND t.word = :p1");
        assertThat(parse("name__n=a", "name__n=b").criteria().where())
                .isEqualTo(" WHERE (t.name <> :p0 OR t.name IS NULL) AND (t.name <> :p1 OR t.name IS NULL)");
        assertThat(errors("limit=1", "limit=2", "search=a", "search=b", "refresh=1", "refresh=0"))
                .containsOnlyKeys("limit", "search", "refresh");
    }

    @Test
    void aNameWithADotIsOneName() {
        assertThat(errors("box.side=1"))
                .containsEntry("box.side", List.of("Unknown parameter 'box.side'. Did you mean 'box__side'?"));
    }

    @Test
    void partsThatContradictEachOtherAreRefused() {
        assertThat(errors("cursor=", "offset=20")).containsOnlyKeys("cursor");
        assertThat(errors("export=csv", "refresh=true")).containsOnlyKeys("export");
        assertThat(errors("export=csv", "cursor=")).containsOnlyKeys("export");
        assertThat(errors("export=pdf")).containsEntry("export", List.of("Choose one of csv, tsv, xlsx, json."));
        assertThat(errors("count=all")).containsOnlyKeys("count");
        assertThat(parse("count=none").counted()).isFalse();
        assertThat(parse("cursor=").counted()).isFalse();
    }
}
