package dev.inventory.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.inventory.app.violations.device.internal.Offender;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.options.Accepts;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The law inside the modules; between them Maven's dependencies are the law. A module is the package below
 * {@code dev.inventory}: a new one is covered as it is. Every rule is shown to fail for {@link Offender} and its
 * neighbours, which break them all.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.inventory.";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.inventory");

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages("dev.inventory.app.violations");

    private record Law(String name, ArchRule rule) {}

    private static final Set<Law> LAWS = Set.of(
            new Law(
                    "a module's internals are its own",
                    classes()
                            .should(dependOnNoForeignInternals())
                            .as("no class depends on another module's internals")),
            new Law(
                    "nobody depends on auth",
                    noClasses().that(areOutside("auth")).should().dependOnClassesThat(areInside("auth"))),
            new Law(
                    "platform knows no business",
                    noClasses().that(areInside("platform")).should().dependOnClassesThat(areBusiness())),
            new Law(
                    "every resource says who may use it",
                    classes().that().areAnnotatedWith(Path.class).should().beAnnotatedWith(SecuredBy.class)),
            new Law(
                    "every method that takes a body says what may be in it",
                    methods()
                            .that()
                            .areDeclaredInClassesThat()
                            .areAnnotatedWith(Path.class)
                            .and()
                            .arePublic()
                            .and(takeABody())
                            .should()
                            .beAnnotatedWith(Accepts.class)),
            new Law(
                    "entities have no setters",
                    noMethods()
                            .that()
                            .areDeclaredInClassesThat()
                            .areAnnotatedWith(Entity.class)
                            .should()
                            .haveNameMatching("set[A-Z].*")),
            new Law(
                    "no entity is public API of its module",
                    classes()
                            .that()
                            .areAnnotatedWith(Entity.class)
                            .and(areOutside("platform"))
                            .should()
                            .resideInAPackage("..internal..")),
            new Law("no reference crosses modules", classes().should(referToNoForeignEntity())),
            new Law(
                    "no vendor's API",
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "fish.payara..",
                                    "org.glassfish..",
                                    "com.sun.enterprise..",
                                    "org.eclipse.persistence..")),
            new Law(
                    "time comes from the injected clock",
                    noClasses()
                            .that(areOutside("simulator"))
                            .should()
                            .callMethod(java.time.Instant.class, "now")
                            .orShould()
                            .callMethod(System.class, "currentTimeMillis")),
            new Law(
                    "the data source, which an EAR's library folder holds, uses nothing that stays in the WAR",
                    noClasses()
                            .that()
                            .resideInAPackage("..app..database..")
                            .should()
                            .dependOnClassesThat(resideInAPackage("dev.inventory..")
                                    .and(resideOutsideOfPackage("..app..database..")))),
            new Law(
                    "names say what a class is",
                    noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)|.*\\.Abstract[^.]*")),
            new Law(
                    "background work goes through the guarded jobs",
                    noClasses()
                            .that(areOutside("platform"))
                            .and(areOutside("app"))
                            .and(areOutside("simulator"))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("jakarta.enterprise.concurrent..")),
            new Law(
                    "a transaction that the database gives up for others is run again",
                    methods()
                            .that(beginTransactions())
                            .should()
                            .beAnnotatedWith(RetriedOnContention.class)
                            .orShould()
                            .beDeclaredInClassesThat()
                            .areAnnotatedWith(RetriedOnContention.class)),
            new Law(
                    "no mutable static state",
                    fields().that().areStatic().should().beFinal()));

    @TestFactory
    java.util.stream.Stream<DynamicTest> lawsHold() {
        return LAWS.stream()
                .map(law -> DynamicTest.dynamicTest(
                        law.name(), () -> law.rule().allowEmptyShould(true).check(PRODUCT)));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> lawsCanBeBroken() {
        return LAWS.stream()
                .map(law -> DynamicTest.dynamicTest(
                        law.name(), () -> assertThatThrownBy(() -> law.rule().check(OFFENDERS))
                                .isInstanceOf(AssertionError.class)));
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(PRODUCT.stream().map(ArchitectureTest::module))
                .contains("platform", "auth", "device", "headlessops", "app");
    }

    @Test
    void persistenceUnitListsEveryEntity() throws IOException {
        Set<String> listed = new TreeSet<>();
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("<class>(.*?)</class>").matcher(persistenceXml());
        while (matcher.find()) {
            listed.add(matcher.group(1));
        }
        Set<String> entities = PRODUCT.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class) || type.isAnnotatedWith(Converter.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(entities);
    }

    private static String persistenceXml() throws IOException {
        try (InputStream xml = InventoryApplication.class.getResourceAsStream("/META-INF/persistence.xml")) {
            return new String(xml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The package below the root; of the offenders the package below theirs. */
    private static String module(JavaClass type) {
        String name = type.getPackageName().replace("dev.inventory.app.violations", "dev.inventory");
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static DescribedPredicate<JavaClass> areInside(String module) {
        return DescribedPredicate.describe(
                "are inside " + module, type -> module(type).equals(module));
    }

    private static DescribedPredicate<JavaClass> areOutside(String module) {
        return DescribedPredicate.describe(
                "are outside " + module, type -> !module(type).equals(module));
    }

    private static DescribedPredicate<JavaClass> areBusiness() {
        return DescribedPredicate.describe(
                "are of a business module",
                type -> !module(type).isEmpty() && !module(type).equals("platform"));
    }

    private static DescribedPredicate<JavaMethod> takeABody() {
        return DescribedPredicate.describe("take a body", method -> method.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Body.class) || type.isEquivalentTo(Bodies.class)));
    }

    private static DescribedPredicate<JavaMethod> beginTransactions() {
        Set<Transactional.TxType> beginning = Set.of(Transactional.TxType.REQUIRED, Transactional.TxType.REQUIRES_NEW);
        return DescribedPredicate.describe(
                "begin transactions",
                method -> !method.getModifiers().contains(JavaModifier.PRIVATE)
                        && method.tryGetAnnotationOfType(Transactional.class)
                                .or(() -> method.getOwner().tryGetAnnotationOfType(Transactional.class))
                                .filter(transactional -> beginning.contains(transactional.value()))
                                .isPresent());
    }

    private static ArchCondition<JavaClass> dependOnNoForeignInternals() {
        return new ArchCondition<>("depend on no foreign internals") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().contains(".internal")
                            && !module(target).isEmpty()
                            && !module(target).equals(module(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> referToNoForeignEntity() {
        return new ArchCondition<>("refer to no foreign entity") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> field.isAnnotatedWith(ManyToOne.class))
                        .filter(field -> !module(field.getRawType()).equals(module(type)))
                        .forEach(field -> events.add(
                                SimpleConditionEvent.violated(type, field.getFullName() + " crosses modules")));
            }
        };
    }
}
