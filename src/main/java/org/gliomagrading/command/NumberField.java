package org.gliomagrading.command;

import java.awt.BorderLayout;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

import org.gliomagrading.io.Decimals;
import org.scijava.Priority;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Plugin;
import org.scijava.widget.AbstractInputWidget;
import org.scijava.widget.InputWidget;
import org.scijava.widget.NumberWidget;
import org.scijava.widget.WidgetModel;

/**
 * The field of a number in the dialogs of our commands. It hands on what was typed, for {@link LimitsPreprocessor} to
 * read and check. SciJava's own field silently goes back to the last number that fits when another is typed, makes 3 of
 * 3.7 and 5 of "5x", and the command then runs with that.
 */
@Plugin(type = InputWidget.class, priority = Priority.HIGH)
public class NumberField extends AbstractInputWidget<Number, JPanel> implements NumberWidget<JPanel>, DocumentListener {

	private static final int COLUMNS = 12;

	private final JPanel panel = new JPanel(new BorderLayout());
	private final JTextField field = new JTextField(COLUMNS);

	@Override
	public boolean supports(WidgetModel model) {
		return super.supports(model) && model.isNumber() && !model.isMultipleChoice() && Parameters.isOurs(model
			.getModule());
	}

	@Override
	public void set(WidgetModel model) {
		super.set(model);
		ModuleItem<?> item = model.getItem();
		Number value = getValue();
		field.setText(value == null ? "" : value instanceof Double ? Decimals.format(value.doubleValue()) : value.toString());
		field.setToolTipText(item.getDescription() + "; " + Parameters.typeName(item) + " " + Parameters.limits(item));
		field.getDocument().addDocumentListener(this);
		panel.setBorder(BorderFactory.createEmptyBorder(3, 0, 3, 6));
		panel.add(field);
	}

	/** The number before anything was typed. */
	@Override
	public Number getValue() {
		return (Number) get().getValue();
	}

	@Override
	public void refreshWidget() {
		// what was typed stays, whatever happens in other fields
	}

	@Override
	public JPanel getComponent() {
		return panel;
	}

	@Override
	public Class<JPanel> getComponentType() {
		return JPanel.class;
	}

	@Override
	public void insertUpdate(DocumentEvent e) {
		handOn();
	}

	@Override
	public void removeUpdate(DocumentEvent e) {
		handOn();
	}

	@Override
	public void changedUpdate(DocumentEvent e) {
		handOn();
	}

	private void handOn() {
		Map<String, String> typed = ((GliomaCommand) get().getModule().getDelegateObject()).typed();
		typed.put(get().getItem().getName(), field.getText());
	}
}
