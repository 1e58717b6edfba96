package dev.inventory.box.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.imports.Imports.Difference;
import dev.inventory.platform.imports.Imports.Known;
import dev.inventory.platform.imports.Imports.Outcome;
import dev.inventory.platform.persistence.Database;
import dev.inventory.platform.persistence.DatabaseFailure;
import dev.inventory.platform.web.RequestInfo;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class ImportedItemsTest {

    private static final String SOURCE = "warehouse";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-15T14:30:00Z"), ZoneOffset.UTC);

    @Parameter
    DatabaseKind kind;

    private final List<String> audited = new ArrayList<>();
    private EntityManagerFactory factory;
    private EntityManager em;
    private Items items;
    private ImportedItems imports;

    @BeforeEach
    void open() {
        factory = kind.open();
        em = factory.createEntityManager();
        Audit audit = new Audit() {
            @Override
            public void created(String type, long id, Map<String, ?> after) {
                audited.add("created");
            }

            @Override
            public void createdAll(String type, Map<Long, ? extends Map<String, ?>> after) {
                after.forEach((id, fields) -> audited.add("created"));
            }

            @Override
            public void deleted(String type, long id, Map<String, ?> before) {
                audited.add("deleted");
            }

            @Override
            public void changed(String type, long id, Map<String, ?> before, Map<String, ?> after) {
                audited.add("changed");
            }
        };
        items = new Items();
        items.em = em;
        items.caller = new Importer();
        items.audit = audit;
        items.clock = CLOCK;
        Movements movements = new Movements();
        movements.em = em;
        movements.caller = items.caller;
        movements.request = new RequestInfo();
        movements.clock = CLOCK;
        items.movements = movements;
        imports = new ImportedItems();
        imports.em = em;
        imports.database = new Database() {
            @Override
            public <T> T run(Work<T> work) {
                try {
                    return work.on(em.unwrap(Connection.class));
                } catch (SQLException e) {
                    throw new DatabaseFailure(e);
                }
            }
        };
        imports.caller = items.caller;
        imports.audit = audit;
        imports.clock = CLOCK;
        imports.newItems = new NewItems();
        imports.newItems.database = imports.database;
        imports.newItems.audit = audit;
    }

    @AfterEach
    void close() {
        em.close();
        factory.close();
    }

    @Test
    void createsThenLeavesAloneThenChanges() {
        assertThat(take(part("1", 5), part("2", 7)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", Outcome.CREATED, "2", Outcome.CREATED));
        assertThat(take(part("2", 7), part("1", 6), part("3", 0)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("2", Outcome.UNCHANGED, "1", Outcome.CHANGED, "3", Outcome.CREATED));

        ItemDetail changed = shown("1");
        assertThat(changed.quantity()).isEqualTo(6);
        assertThat(changed.source()).isEqualTo(SOURCE);
        assertThat(changed.externalId()).isEqualTo("1");
        assertThat(changed.location()).isEqualTo("A-1");
        assertThat(changed.boxId()).isNull();
        assertThat(changed.createdBy()).isEqualTo("importer");
        assertThat(audited).containsExactlyInAnyOrder("created", "created", "changed", "created");
        assertThat(numbers("SELECT m.delta FROM Movement m WHERE m.itemId = '" + changed.itemId() + "' ORDER BY m.id"))
                .containsExactly(5, 1);
    }

    @Test
    void keepsWhatAUserHasEdited() {
        take(part("1", 5));
        edit("1", new ItemFields(null, "PN-1", 9, "Counted by hand", null, null, null, null));

        assertThat(take(part("1", 100))).containsExactly(Map.entry("1", Outcome.UNCHANGED));
        assertThat(shown("1").quantity()).isEqualTo(9);
        assertThat(shown("1").description()).isEqualTo("Counted by hand");

        // what was not edited follows the other system
        assertThat(take(new ImportedItem("1", "PN-NEW", 100, "theirs", null, null, "C1", "SN-1", null)))
                .containsExactly(Map.entry("1", Outcome.CHANGED));
        assertThat(shown("1").mfgPartNumber()).isEqualTo("PN-NEW");
        assertThat(shown("1").jlcpcbPartNumber()).isEqualTo("C1");
        assertThat(shown("1").serialNumber()).isEqualTo("SN-1");
        assertThat(shown("1").quantity()).isEqualTo(9);
        assertThat(shown("1").description()).isEqualTo("Counted by hand");
    }

    @Test
    void leavesWhatIsReservedAndLooksAgain() {
        take(part("1", 5));
        inTransaction(() -> {
            find("1").reserve(4);
            return true;
        });

        take(part("1", 1));

        assertThat(shown("1").quantity()).isEqualTo(4);
        assertThat(known("1").fingerprint()).isZero();
        inTransaction(() -> {
            find("1").release(4);
            return true;
        });
        take(part("1", 1));
        assertThat(shown("1").quantity()).isEqualTo(1);
        assertThat(known("1").fingerprint()).isEqualTo(part("1", 1).fingerprint());
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherItem() {
        take(part("1", 5));

        assertThat(inTransaction(() -> imports.take("elsewhere", List.of(part("1", 8)), Map.of()))
                        .get("1")
                        .outcome())
                .isEqualTo(Outcome.CREATED);
        assertThat(shown("1").quantity()).isEqualTo(5);
    }

    @Test
    void saysWhatItWouldDoAndDoesNothing() {
        take(part("1", 5), part("2", 6));

        Map<String, Difference> differences =
                inTransaction(() -> imports.compare(SOURCE, List.of(part("1", 9), part("2", 6), part("3", 1))));

        assertThat(differences.get("1"))
                .isEqualTo(new Difference(Outcome.CHANGED, Map.of("quantity", 5), Map.of("quantity", 9)));
        assertThat(differences.get("2").outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(differences.get("3").outcome()).isEqualTo(Outcome.CREATED);
        assertThat(differences.get("3").after())
                .containsEntry("external_id", "3")
                .containsEntry("quantity", 1);
        assertThat(shown("1").quantity()).isEqualTo(5);
        assertThat(numbers("SELECT i.quantity FROM Item i")).hasSize(2);
    }

    @Test
    void marksWhatIsMissingUntilItComesAgain() {
        take(part("1", 5), part("2", 6));

        inTransaction(() -> {
            imports.markMissing(List.of(known("1").id()));
            return true;
        });

        assertThat(known("1").missing()).isTrue();
        assertThat(known("2").missing()).isFalse();
        assertThat(shown("1").missingEpochMillis()).isEqualTo(CLOCK.millis());
        assertThat(take(part("1", 5))).containsExactly(Map.entry("1", Outcome.CHANGED));
        assertThat(shown("1").missingEpochMillis()).isNull();
    }

    @Test
    void removesWhatNobodyHasReserved() {
        take(part("1", 5), part("2", 6), part("3", 7));
        inTransaction(() -> {
            find("2").reserve(1);
            return true;
        });
        long reserved = known("2").id();

        Map<Long, String> stay =
                inTransaction(() -> imports.remove(List.of(known("1").id(), reserved)));

        assertThat(stay).containsOnlyKeys(reserved);
        assertThat(inTransaction(() -> imports.count(SOURCE))).isEqualTo(2);
        assertThat(inTransaction(() -> imports.following(SOURCE, "", 10)))
                .extracting(Known::externalId)
                .containsExactly("2", "3");
        assertThat(inTransaction(() -> imports.following(SOURCE, "2", 10)))
                .extracting(Known::externalId)
                .containsExactly("3");
        assertThat(audited).contains("deleted");
    }

    @Test
    void takesMoreThanOneQueryCouldAskFor() {
        ImportedItem[] many = IntStream.range(0, 1_203)
                .mapToObj(i -> part(Integer.toString(i), i))
                .toArray(ImportedItem[]::new);

        assertThat(take(many)).hasSize(1_203).containsValue(Outcome.CREATED);
        assertThat(take(many).values()).containsOnly(Outcome.UNCHANGED);
        assertThat(numbers("SELECT i.quantity FROM Item i")).hasSize(1_203);
    }

    private static ImportedItem part(String externalId, int quantity) {
        return new ImportedItem(externalId, "PN-" + externalId, quantity, "theirs", null, null, null, null, "A-1");
    }

    private Map<String, Outcome> take(ImportedItem... imported) {
        List<ImportedItem> all = List.of(imported);
        List<String> ids = all.stream().map(ImportedItem::externalId).toList();
        return inTransaction(() -> imports.take(SOURCE, all, imports.known(SOURCE, ids))).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().outcome()));
    }

    private Known known(String externalId) {
        return em.getTransaction().isActive()
                ? imports.known(SOURCE, List.of(externalId)).get(externalId)
                : inTransaction(() -> imports.known(SOURCE, List.of(externalId)).get(externalId));
    }

    private void edit(String externalId, ItemFields fields) {
        inTransaction(() -> {
            find(externalId).change(fields);
            return true;
        });
    }

    private Item find(String externalId) {
        return items.find(shown(externalId).itemId(), LockModeType.PESSIMISTIC_WRITE);
    }

    private ItemDetail shown(String externalId) {
        em.clear();
        return em.createQuery("SELECT i FROM Item i WHERE i.source = :source AND i.externalId = :id", Item.class)
                .setParameter("source", SOURCE)
                .setParameter("id", externalId)
                .getSingleResult()
                .detail(null);
    }

    private List<Integer> numbers(String query) {
        return em.createQuery(query, Integer.class).getResultList();
    }

    private <T> T inTransaction(Supplier<T> work) {
        em.getTransaction().begin();
        T result = work.get();
        em.getTransaction().commit();
        return result;
    }

    private static final class Importer implements Caller {

        @Override
        public long userId() {
            return 7;
        }

        @Override
        public String username() {
            return "importer";
        }

        @Override
        public boolean isSuperuser() {
            return false;
        }

        @Override
        public OrganizationScope scope(String role, Permission permission) {
            return OrganizationScope.EVERYTHING;
        }
    }
}
