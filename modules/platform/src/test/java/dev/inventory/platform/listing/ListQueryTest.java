package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.failure.Rejected;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                .collect(Collectors.toMap(p -> p[0], p -> List.of(p[1])));
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
        assertThat(parse("brief=0").columns()).containsExactly("id", "name", "size", "type.id", "status", "seen");
        assertThat(errors("fields=nam,id"))
                .containsEntry("fields", List.of("There is no field 'nam'. Did you mean 'name'?"));
        assertThat(errors("fields=id", "brief=true")).containsOnlyKeys("brief");
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
