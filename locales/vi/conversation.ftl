# Tin nhắn. Hãy viết ngắn: có dấu thì mỗi 70 chữ tốn thêm một tin.

sms-consent-unclear = Xin trả lời 1 là có hoặc 2 là không.
sms-invited = { $center }: khảo sát mới cho quý vị. STOP để dừng.
sms-thanks = Cảm ơn quý vị!
sms-how-choose-one = Trả lời bằng một số.
sms-how-choose-many = Trả lời bằng tất cả các số phù hợp, ví dụ: 1 3
sms-how-rank = Trả lời tối đa { $most } số, quan trọng nhất trước, ví dụ: { $example }
sms-how-scale = Trả lời bằng một số từ { $min } đến { $max }.
sms-how-yes-no = Trả lời 1 là có hoặc 2 là không.
sms-how-number = Trả lời bằng một số.
sms-how-date = Trả lời bằng một ngày, ví dụ: { $example }
sms-how-text = Trả lời bằng lời của quý vị.
sms-may-skip = Hoặc trả lời BO QUA.
sms-you-chose = Quý vị đã chọn: { $answer }. Chưa đúng? Trả lời LUI.
sms-not-understood = Xin lỗi, chúng tôi chưa hiểu.
sms-no-such-choice = Xin lỗi, { $given } không có trong danh sách.
sms-out-of-range = Xin lỗi, số đó không nằm giữa { $min } và { $max }.
sms-too-many = Xin lỗi, chỉ chọn tối đa { $most }.
sms-repeated = Xin lỗi, mỗi số chỉ tính một lần.
sms-impossible-date = Xin lỗi, ngày đó không có trong lịch.
sms-offer-call = Quý vị cũng có thể trả lời BO QUA. Hoặc trả lời GOI, sẽ có người gọi cho quý vị.
sms-needed = Chúng tôi mong được nghe câu trả lời này. Để bỏ qua, trả lời BO QUA lần nữa.
sms-refused = { $center }: Vâng, sẽ không có câu hỏi nào. Lựa chọn này không thay đổi việc chăm sóc quý vị.
sms-finished = Cảm ơn quý vị! Câu trả lời đã được lưu. Xem những gì chúng tôi nghe và làm: { $link }
sms-already-finished = { $center }: Quý vị đã trả lời khảo sát này. Cảm ơn!
sms-help = { $center }: Chúng tôi hỏi bệnh nhân nên cải thiện điều gì. Trả lời STOP để ngừng tin nhắn.
sms-help-call = { $center }: Chúng tôi hỏi bệnh nhân nên cải thiện điều gì. Có thắc mắc? Gọi { $phone }. Trả lời STOP để ngừng tin nhắn.
sms-stopped = { $center }: Vâng, sẽ không nhắn nữa. Câu quý vị đã trả lời vẫn được tính. Nhầm lẫn? Nhắn START.
sms-stopped-call = { $center }: Vâng, sẽ không nhắn nữa. Câu quý vị đã trả lời vẫn được tính. Muốn xóa, gọi { $phone }. Nhầm lẫn? Nhắn START.
sms-started = { $center }: Quý vị có thể nhận tin nhắn của chúng tôi trở lại. Trả lời STOP để ngừng.
sms-started-go-on = { $center }: Quý vị có thể nhận tin nhắn của chúng tôi trở lại. Để tiếp tục khảo sát, trả lời 1. Trả lời STOP để ngừng.
sms-stop-unclear = Quý vị có muốn ngừng tin nhắn không? 1 = tiếp tục, STOP = ngừng
sms-crisis = Số này không có người trực suốt ngày đêm. Khi khẩn cấp hãy gọi 911. Muốn nói chuyện với ai đó ngay, gọi 988 bất cứ lúc nào, miễn phí.
sms-will-call = { $center }: Cảm ơn quý vị. Sẽ có người gọi đến số này. Quý vị cũng có thể tiếp tục nhắn tin bất cứ lúc nào.
sms-nothing-open = { $center }: Cảm ơn tin nhắn của quý vị. Hiện không có câu hỏi nào. Trả lời HELP để được giúp hoặc STOP để ngừng.
sms-draft = DRAFT
