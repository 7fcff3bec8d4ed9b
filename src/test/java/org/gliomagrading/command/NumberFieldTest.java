package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import javax.swing.JPanel;
import javax.swing.JTextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.widget.AbstractInputPanel;
import org.scijava.widget.InputWidget;
import org.scijava.widget.WidgetService;

import ij.measure.ResultsTable;

/** Dialogs, as far as they can be without a display. */
public class NumberFieldTest {

	private Context context;
	private CommandModule module;

	@BeforeEach
	void start() throws Exception {
		context = WholeContext.start();
		((StderrLogService) context.service(LogService.class)).setPrintStreams(level -> new PrintStream(OutputStream
			.nullOutputStream()));
		module = (CommandModule) context.service(ModuleService.class).createModule(context.service(CommandService.class)
			.getCommand(EchoParameters.class));
		module.setInput("input", new File("a"));
		module.setInput("count", 2);
	}

	@AfterEach
	void stop() {
		context.dispose();
	}

	@Test
	void whatIsTypedIsUsedWithAllItsDigits() throws Exception {
		module.setInput("threshold", 1e-9);
		assertEquals("1E-9", field("threshold").getText());
		field("threshold").setText("0.123456789");
		field("count").setText("7");
		field("seed").setText("9007199254740993");
		ResultsTable table = (ResultsTable) run().getOutput("table");
		assertEquals(0.123456789, table.getValue("threshold", 0));
		assertEquals(7, table.getValue("count", 0));
		assertEquals(9007199254740993L, module.getInput("seed"));
	}

	@Test
	void anEmptiedFieldIsTheDefaultOrMissing() throws Exception {
		module.setInput("threshold", 0.25);
		field("threshold").setText("");
		assertEquals(0.5, ((ResultsTable) run().getOutput("table")).getValue("threshold", 0));

		stop();
		start();
		field("count").setText(" ");
		assertRefused("parameter 'count' is missing: a number of patients");
	}

	@Test
	void whatDoesNotFitIsToldAndNothingRuns() throws Exception {
		for (Map.Entry<String, String> wrong : Map.of("11", "count=11 cannot be; it must be 1 to 10", "3.7",
			"count=3.7 is not a whole number, or too large", "5x", "count=5x is not a whole number").entrySet())
		{
			start();
			field("count").setText(wrong.getKey());
			assertRefused(wrong.getValue());
			stop();
		}
		start();
		field("threshold").setText("1.5");
		assertRefused("threshold=1.5 cannot be; it must be 0 to 1");
	}

	@Test
	void otherFieldsAndOtherCommandsKeepSciJavas() throws Exception {
		Panel panel = new Panel();
		assertFalse(widget(panel, module, "note") instanceof NumberField);
		Module other = context.service(ModuleService.class).createModule(new CommandInfo(Other.class));
		assertFalse(widget(panel, other, "number") instanceof NumberField);
	}

	/** A command that is not ours. */
	public static class Other extends OptionsPlugin {

		@Parameter
		private int number;
	}

	private void assertRefused(String reason) throws Exception {
		CommandModule refused = run();
		assertTrue(refused.isCanceled());
		assertEquals(reason, refused.getCancelReason());
		assertEquals(null, refused.getOutput("table"));
	}

	/** Runs the command as after OK in the dialog. */
	private CommandModule run() throws Exception {
		LimitsPreprocessor limits = new LimitsPreprocessor();
		context.inject(limits);
		context.service(ModuleService.class).run(module, List.of(limits), List.of(), Map.of()).get();
		return module;
	}

	/** The text field that a dialog has for a parameter. */
	private JTextField field(String name) {
		return (JTextField) ((JPanel) widget(new Panel(), module, name).getComponent()).getComponent(0);
	}

	private InputWidget<?, ?> widget(Panel panel, Module of, String name) {
		WidgetService widgets = context.service(WidgetService.class);
		return widgets.create(widgets.createModel(panel, of, of.getInfo().getInput(name), List.of()));
	}

	private static class Panel extends AbstractInputPanel<JPanel, JPanel> {

		@Override
		public Class<JPanel> getWidgetComponentType() {
			return JPanel.class;
		}

		@Override
		public JPanel getComponent() {
			return new JPanel();
		}

		@Override
		public Class<JPanel> getComponentType() {
			return JPanel.class;
		}
	}
}
